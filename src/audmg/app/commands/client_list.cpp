// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/cli/backup_text.hpp"
#include "audmg/app/cli/terminal.hpp"
#include "audmg/app/commands/client_connection.hpp"
#include "audmg/app/commands/commands.hpp"
#include "audmg/client/listing.hpp"
#include "audmg/client/remote_file.hpp"
#include "audmg/lib/json/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <string>

namespace audmg::app {
namespace {

/// Date and time of day, to the minute.
constexpr std::size_t kDateBytes = 16;

/// Prints the columns for people, or an array of what the drive says for scripts.
class Table {
 public:
  explicit Table(bool json) : json_(json) {
    if (!json_) {
      fmt::print("{:<36}  {:<16}  {:<5}  {:>10}  {}\n", "ID", "DATE", "KIND", "SIZE", "NAME");
    }
  }

  Result<bool> print(const json::Value& item) {
    if (json_) {
      fmt::print("{}{}", rows_++ == 0 ? "[\n" : ",\n", json::to_text(item));
      return true;
    }
    AUDMG_TRY(const client::RemoteFile file, client::read_file(item));
    std::string date = file.date.substr(0, kDateBytes);
    std::ranges::replace(date, 'T', ' ');
    std::string name = printable(file.name);
    if (!file.artist.empty() || !file.title.empty()) {
      name +=
          printable(fmt::format("  ({}{}{})", file.artist,
                                file.artist.empty() || file.title.empty() ? "" : ": ", file.title));
    }
    fmt::print("{:<36}  {:<16}  {:<5}  {:>10}  {}\n", file.id, printable(date),
               printable(file.kind), size_text(file.size), name);
    return true;
  }

  void end() const {
    if (json_) fmt::print("{}", rows_ == 0 ? "[]\n" : "\n]\n");
  }

 private:
  const bool json_;
  std::size_t rows_ = 0;
};

void say_corrections(const json::Value& page) {
  const json::Value* const corrections = page.find("corrections");
  if (corrections == nullptr || corrections->as_array() == nullptr) return;
  for (const json::Value& each : *corrections->as_array()) {
    say(fmt::format("no file has \"{}\"; searched for \"{}\"\n",
                    printable(client::text_member(each, "typed")),
                    printable(client::text_member(each, "used"))));
  }
}

}  // namespace

ExitCode run(const ClientListCommand& command, const config::Settings&) {
  std::string query;
  for (const std::string& word : command.words) query += (query.empty() ? "" : " ") + word;
  return with_drive(kShortPatience, [&](client::Connection& drive) -> Result<void> {
    const client::Listing listing{.parameters = {{"q", query},
                                                 {"kind", command.kind},
                                                 {"sort", command.sort},
                                                 {"order", command.order}},
                                  .limit = command.limit};
    Table table(command.json);
    AUDMG_CHECK(client::for_each_item(
        drive, listing, [&](const json::Value& item) { return table.print(item); },
        &say_corrections));
    table.end();
    return {};
  });
}

}  // namespace audmg::app

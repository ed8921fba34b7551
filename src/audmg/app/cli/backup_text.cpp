// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/cli/backup_text.hpp"

#include "audmg/app/cli/job_text.hpp"
#include "audmg/app/cli/terminal.hpp"
#include "audmg/lib/json/writer.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <utility>

namespace audmg::app {
namespace {

std::string finish(json::Writer&& json) { return std::move(json.end_object()).take() + "\n"; }

}  // namespace

std::string size_text(std::uint64_t bytes) {
  constexpr std::uint64_t kThousand = 1000;
  constexpr std::array<std::string_view, 4> kUnits{"kB", "MB", "GB", "TB"};
  if (bytes < kThousand) return count_text(bytes, "byte");
  auto size = static_cast<double>(bytes) / kThousand;
  std::size_t unit = 0;
  while (size >= kThousand && unit + 1 < kUnits.size()) {
    size /= kThousand;
    ++unit;
  }
  return fmt::format("{:.1f} {}", size, kUnits.at(unit));
}

std::string create_text(const backup::CreateReport& report,
                        const std::filesystem::path& directory) {
  std::string text = fmt::format("snapshot {} in {}: {}, {}, {}\n", report.snapshot,
                                 printable(directory.string()), count_text(report.files, "file"),
                                 count_text(report.objects, "object"), size_text(report.bytes));
  const auto add = [&](std::uint64_t count, std::string_view what) {
    if (count > 0) text += fmt::format("{:>9}  {}\n", count, what);
  };
  add(report.linked, "hard links to the drive's files");
  add(report.reused, "shared with the snapshot before");
  add(report.copied, "copied");
  add(report.pruned, "old snapshots removed");
  if (report.linked > 0) {
    text +=
        "Hard links survive what is deleted, but not a failing disk: what rots in the drive rots "
        "in\n"
        "them, too. Copy this folder to another disk, or use --copy.\n";
  }
  if (report.shrunk_from > 0) {
    text += fmt::format(
        "The snapshot before has {}: no old snapshot was removed. Make sure that none is "
        "missing.\n",
        count_text(report.shrunk_from, "file"));
  }
  if (report.missing == 0) return text;
  text += fmt::format("{} named by the records and not, or not whole, in the drive:\n",
                      count_text(report.missing, "file"));
  for (const std::string& key : report.missing_keys) {
    text += fmt::format("{:>9}  {}\n", "", printable(key));
  }
  return text;
}

std::string list_text(const std::vector<ListedSnapshot>& snapshots) {
  std::string text;
  for (const ListedSnapshot& it : snapshots) {
    if (!it.manifest) {
      text += fmt::format("{}  {}\n", it.name, printable(it.manifest.error().message));
      continue;
    }
    const backup::ManifestEnd& end = it.manifest->end;
    text += fmt::format("{}  {:>12}  {:>10}{}{}\n", it.name, count_text(end.files, "file"),
                        size_text(end.bytes), end.linked > 0 ? "  links" : "",
                        end.missing > 0 ? fmt::format("  {} missing", end.missing) : "");
  }
  return text.empty() ? "no snapshots\n" : text;
}

std::string list_json(const std::vector<ListedSnapshot>& snapshots) {
  json::Writer json;
  json.begin_array();
  for (const ListedSnapshot& it : snapshots) {
    json.begin_object().field("snapshot", it.name);
    if (it.manifest) {
      const auto& [header, end] = *it.manifest;
      json.field("createdAt", format_rfc3339(header.created_at)).field("files", end.files);
      json.field("objects", end.objects).field("bytes", end.bytes).field("linked", end.linked);
      json.field("missing", end.missing);
    } else {
      json.field("error", it.manifest.error().message);
    }
    json.end_object();
  }
  return std::move(json.end_array()).take() + "\n";
}

std::string verify_text(std::string_view snapshot, const backup::VerifyReport& report) {
  std::string text = fmt::format("snapshot {}: {} looked at, {} of them read ({}), {} damaged\n",
                                 snapshot, count_text(report.objects, "object"), report.read,
                                 size_text(report.bytes_read), report.damaged);
  if (report.unopened > 0) {
    text += fmt::format("{} not read, because they are encrypted and no key is set.\n",
                        count_text(report.unopened, "object"));
  }
  if (report.missing > 0) {
    text += fmt::format("{} the drive did not have when the snapshot was made\n",
                        count_text(report.missing, "file"));
  }
  return text;
}

std::string verify_json(std::string_view snapshot, const backup::VerifyReport& report) {
  json::Writer json;
  json.begin_object().field("snapshot", snapshot).field("objects", report.objects);
  json.field("read", report.read).field("bytesRead", report.bytes_read);
  if (report.unopened > 0) json.field("unopened", report.unopened);
  json.field("damaged", report.damaged).field("missing", report.missing);
  return finish(std::move(json));
}

std::string restore_text(std::string_view snapshot, const backup::RestoreReport& report,
                         const std::filesystem::path& to) {
  std::string text =
      fmt::format("snapshot {} restored: {}, {}, {}\n", snapshot, count_text(report.files, "file"),
                  count_text(report.objects, "object"), size_text(report.bytes));
  if (!report.header.secrets_elsewhere.empty()) {
    text += fmt::format(
        "Not in the backup: {}. Set what the drive had, or all links and log-ins "
        "of before are void.\n",
        printable(fmt::format("{}", fmt::join(report.header.secrets_elsewhere, ", "))));
  }
  if (!to.empty())
    text += fmt::format("Start it: audmg serve --data-dir {}\n", printable(to.string()));
  return text;
}

std::string restore_json(std::string_view snapshot, const backup::RestoreReport& report) {
  json::Writer json;
  json.begin_object().field("snapshot", snapshot).field("files", report.files);
  json.field("objects", report.objects).field("bytes", report.bytes);
  json.field("damaged", report.damaged).field("missing", report.missing);
  json.key("secretsElsewhere").begin_array();
  for (const std::string& name : report.header.secrets_elsewhere) json.value(name);
  json.end_array();
  return finish(std::move(json));
}

}  // namespace audmg::app

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/event_repository.hpp"

#include "audmg/core/number.hpp"
#include "audmg/database/adapters/sqlite/repositories.hpp"

#include <algorithm>
#include <cstddef>
#include <span>
#include <utility>

namespace audmg::database {
namespace {

#define AUDMG_EVENT_COLUMNS "number, id, owner, file, type, at, detail"
constexpr std::string_view kListEvents =
    "SELECT " AUDMG_EVENT_COLUMNS
    " FROM events INDEXED BY events_by_owner"
    " WHERE owner = ?1 AND number > ?2 ORDER BY number LIMIT ?3";
constexpr std::string_view kListOfFile = "SELECT " AUDMG_EVENT_COLUMNS
                                         " FROM events INDEXED BY events_by_file"
                                         " WHERE owner = ?1 AND file = ?2 ORDER BY number LIMIT ?3";
#undef AUDMG_EVENT_COLUMNS
constexpr std::string_view kNewest =
    "SELECT number FROM events INDEXED BY events_by_owner WHERE owner = ?1"
    " ORDER BY number DESC LIMIT 1";
constexpr std::string_view kAdd =
    "INSERT INTO events (owner, file, id, type, at, detail) SELECT ?1, ?2, ?3, ?4, ?5, ?6"
    " WHERE EXISTS (SELECT 1 FROM files WHERE owner = ?1 AND id = ?2)";
constexpr std::string_view kDeleteOld =
    "DELETE FROM events WHERE number IN"
    " (SELECT number FROM events WHERE at < ?1 ORDER BY at LIMIT 1000)";

// A cursor is the row's number: rows are numbered in the order in which the one writer commits
// them, and AUTOINCREMENT assigns no number twice, even when the newest rows are deleted.
std::string write_cursor(std::int64_t number) { return std::to_string(number); }

Result<std::int64_t> parse_cursor(std::string_view cursor) {
  if (cursor.empty()) return 0;
  const auto number = parse_whole<std::int64_t>(cursor, 0);
  if (!number) return fail(ErrorCode::invalid_argument, "not a cursor of events");
  return *number;
}

Result<Event> read_event(const sqlite::Statement& row) {
  Event event;
  AUDMG_TRY(event.id, read_id<EventId>(row, 1));
  AUDMG_TRY(event.owner, read_id<UserId>(row, 2));
  const auto file = row.bytes(3);
  if (!std::ranges::equal(file, std::span<const std::byte>(IdBytes::nil()))) {
    AUDMG_TRY(event.file, read_id<FileId>(row, 3));
  }
  event.cursor = write_cursor(row.integer(0));
  event.type = row.text(4);
  event.at = read_time(row, 5);
  event.detail = row.text(6);
  return event;
}

Result<std::int64_t> read_number(const sqlite::Statement& row) { return row.integer(0); }

class SqliteEventRepository final : public EventRepository {
 public:
  explicit SqliteEventRepository(Connections connections) : connections_(connections) {}

  Result<void> add_event(const UserId& owner, const FileId& file, const NewEvent& event) override {
    return connections_.writer.submit([&](sqlite::Connection& connection) -> Result<void> {
      AUDMG_CHECK(change_rows(connection, kAdd, IdBytes(owner), IdBytes(file), IdBytes(event.id),
                              event.type, milliseconds(event.at), event.detail));
      return {};
    });
  }

  Result<std::vector<Event>> list_events(const ListEventsRequest& request) override {
    AUDMG_TRY(const std::int64_t after, parse_cursor(request.after));
    return connections_.readers.read([&](sqlite::Connection& connection) {
      return list_rows(connection, kListEvents, read_event, IdBytes(request.owner), after,
                       request.limit);
    });
  }

  std::string rewind(std::string_view cursor) const override { return std::string(cursor); }

  bool precedes(std::string_view a, std::string_view b) const override {
    return parse_cursor(a).value_or(0) < parse_cursor(b).value_or(0);
  }

  Result<std::string> newest_cursor(const UserId& owner) override {
    return connections_.readers.read([&](sqlite::Connection& connection) -> Result<std::string> {
      AUDMG_TRY(const auto number, find_row(connection, kNewest, read_number, IdBytes(owner)));
      return number ? write_cursor(*number) : std::string();
    });
  }

  Result<std::vector<Event>> list_file_events(const UserId& owner, const FileId& file,
                                              std::size_t limit) override {
    return connections_.readers.read([&](sqlite::Connection& connection) {
      return list_rows(connection, kListOfFile, read_event, IdBytes(owner), IdBytes(file), limit);
    });
  }

  Result<void> delete_events_before(TimePoint time) override {
    return delete_in_pieces(connections_.writer, kDeleteOld, time);
  }

 private:
  Connections connections_;
};

}  // namespace

std::unique_ptr<EventRepository> make_event_repository(Connections connections) {
  return std::make_unique<SqliteEventRepository>(connections);
}

}  // namespace audmg::database

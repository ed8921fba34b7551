// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/event_repository.hpp"

#include "audmg/core/number.hpp"
#include "audmg/database/adapters/dynamodb/due_items.hpp"
#include "audmg/database/adapters/dynamodb/keys.hpp"
#include "audmg/database/adapters/dynamodb/outbox.hpp"
#include "audmg/database/adapters/dynamodb/repositories.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <utility>

namespace audmg::database::dynamodb {
namespace {

constexpr std::size_t kMaxRemovedEvents = 1000;

/// Returns the key of the event at a cursor: its id, or its number if it is from before events had
/// their ids as keys. Such a number fits into a signed one. Returns nothing for other text.
std::optional<Item> key_at(const UserId& owner, std::string_view cursor) {
  if (const auto id = EventId::parse(cursor)) return event_key(owner, *id);
  constexpr auto kLast = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  const auto number = parse_whole<std::uint64_t>(cursor, 0, kLast);
  if (!number) return std::nullopt;
  return numbered_event_key(owner, *number);
}

Result<std::vector<Event>> read_events(const UserId& owner, const std::vector<Item>& items) {
  std::vector<Event> events;
  for (const Item& item : items) {
    AUDMG_TRY(Event event, read_event(owner, item));
    events.push_back(std::move(event));
  }
  return events;
}

class DynamoEventRepository final : public EventRepository {
 public:
  explicit DynamoEventRepository(Table& table) : table_(table) {}

  Result<void> add_event(const UserId& owner, const FileId& file, const NewEvent& event) override {
    const Outbox outbox{.messages = {}, .events = {event}};
    Transaction steps;
    steps.check(file_key(owner, file), "attribute_exists(pk)");
    OutboxSteps(owner, file, outbox).add_to(steps);
    // If the condition does not hold, the file is gone.
    AUDMG_CHECK(steps.commit(table_));
    return {};
  }

  Result<std::vector<Event>> list_events(const ListEventsRequest& request) override {
    Query query{.condition = "pk = :p AND begins_with(sk, :s)", .values = {}};
    query.limit = request.limit;
    query.values.set(":p", owner_pk(request.owner)).set(":s", kEventPrefix);
    if (!request.after.empty()) {
      auto after = key_at(request.owner, request.after);
      if (!after) return fail(ErrorCode::invalid_argument, "not a cursor of events");
      query.after = *std::move(after);
    }
    AUDMG_TRY(const auto items, table_.query(query));
    return read_events(request.owner, items);
  }

  std::string rewind(std::string_view cursor) const override {
    const auto id = EventId::parse(cursor);
    return id ? EventId::first_at(id->time() - kEventLag).text() : std::string(cursor);
  }

  bool precedes(std::string_view a, std::string_view b) const override {
    const auto id_of_a = EventId::parse(a);
    const auto id_of_b = EventId::parse(b);
    if (id_of_a && id_of_b) return *id_of_a < *id_of_b;
    // The numbers of earlier versions come before all ids.
    if (id_of_a || id_of_b) return id_of_b.has_value();
    return parse_whole<std::uint64_t>(a).value_or(0) < parse_whole<std::uint64_t>(b).value_or(0);
  }

  Result<std::string> newest_cursor(const UserId& owner) override {
    Item values;
    values.set(":p", owner_pk(owner)).set(":s", kEventPrefix);
    AUDMG_TRY(const auto items, table_.query({.condition = "pk = :p AND begins_with(sk, :s)",
                                              .values = values,
                                              .newest_first = true,
                                              .limit = 1}));
    if (items.empty()) return std::string();
    AUDMG_TRY(Event newest, read_event(owner, items.front()));
    return std::move(newest.cursor);
  }

  Result<std::vector<Event>> list_file_events(const UserId& owner, const FileId& file,
                                              std::size_t limit) override {
    Item values;
    values.set(":p", owner_pk(owner)).set(":s", file_event_prefix(file));
    AUDMG_TRY(const auto items, table_.query({.condition = "pk = :p AND begins_with(sk, :s)",
                                              .values = values,
                                              .limit = limit}));
    return read_events(owner, items);
  }

  Result<void> delete_events_before(TimePoint time) override {
    AUDMG_TRY(const auto due, find_due(table_, Due::event, time, kMaxRemovedEvents));
    std::vector<Item> keys;
    for (const Item& item : due) {
      keys.push_back(key_of(item));
      // The copy by file, which is named in g2sk; an event of no single file has its own id there.
      const std::string_view g2sk = item.text(kG2Sk);
      const auto file = FileId::parse(g2sk.substr(g2sk.find('#') + 1));
      const std::string event(end_of_sk(item));
      if (!file || file->text() == event) continue;
      keys.push_back(key(item.text(kPk), file_event_prefix(*file) + event));
    }
    return table_.remove_many(keys);
  }

 private:
  Table& table_;
};

}  // namespace

std::unique_ptr<EventRepository> make_event_repository(Table& table) {
  return std::make_unique<DynamoEventRepository>(table);
}

}  // namespace audmg::database::dynamodb

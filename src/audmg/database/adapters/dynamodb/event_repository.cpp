// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/event_repository.hpp"

#include "audmg/core/number.hpp"
#include "audmg/database/adapters/dynamodb/due_items.hpp"
#include "audmg/database/adapters/dynamodb/keys.hpp"
#include "audmg/database/adapters/dynamodb/outbox.hpp"
#include "audmg/database/adapters/dynamodb/repositories.hpp"

#include <limits>
#include <optional>
#include <utility>

namespace audmg::database::dynamodb {
namespace {

constexpr std::size_t kMaxRemovedEvents = 1000;

/// Returns the number of a cursor; nothing for other text. A cursor fits into a signed number, as
/// SQLite's do.
std::optional<std::uint64_t> parse_cursor(std::string_view text) {
  if (text.empty()) return 0;
  return parse_whole<std::uint64_t>(text, 0, std::numeric_limits<std::int64_t>::max());
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
    AUDMG_TRY([[maybe_unused]] const bool added,
              retry_conflicts<bool>([&]() -> Result<std::optional<bool>> {
                AUDMG_TRY(OutboxSteps with, OutboxSteps::prepare(table_, owner, file, outbox));
                Transaction steps;
                const std::size_t present =
                    steps.check(file_key(owner, file), "attribute_exists(pk)");
                with.add_to(steps);
                AUDMG_TRY(const Commit commit, steps.commit(table_));
                if (commit.failed(present)) return false;
                if (!commit.done()) return std::nullopt;
                return true;
              }));
    return {};
  }

  Result<std::vector<Event>> list_events(const ListEventsRequest& request) override {
    const auto after = parse_cursor(request.after);
    if (!after) return fail(ErrorCode::invalid_argument, "not a cursor of events");
    Query query{.condition = "pk = :p AND begins_with(sk, :s)", .values = {}};
    query.limit = request.limit;
    query.values.set(":p", owner_pk(request.owner)).set(":s", kEventPrefix);
    if (*after > 0) query.after = event_key(request.owner, *after);
    AUDMG_TRY(const auto items, table_.query(query));
    return read_events(request.owner, items);
  }

  Result<std::string> newest_cursor(const UserId& owner) override {
    Item values;
    values.set(":p", owner_pk(owner)).set(":s", kEventPrefix);
    AUDMG_TRY(const auto items, table_.query({.condition = "pk = :p AND begins_with(sk, :s)",
                                              .values = values,
                                              .newest_first = true,
                                              .limit = 1}));
    if (items.empty()) return std::string();
    return std::to_string(items.front().size("n"));
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
      // The copy by file: its number is in sk, the file in g2sk.
      const std::string_view number = item.text(kSk).substr(kEventPrefix.size());
      const std::string_view g2sk = item.text(kG2Sk);
      const std::string_view file = g2sk.substr(g2sk.find('#') + 1);
      keys.push_back(key(item.text(kPk), "V#" + std::string(file) + "#" + std::string(number)));
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

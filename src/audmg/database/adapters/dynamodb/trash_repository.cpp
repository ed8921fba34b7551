// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/trash_repository.hpp"

#include "audmg/database/adapters/dynamodb/file_item.hpp"
#include "audmg/database/adapters/dynamodb/keys.hpp"
#include "audmg/database/adapters/dynamodb/readable_items.hpp"
#include "audmg/database/adapters/dynamodb/repositories.hpp"

#include <algorithm>
#include <iterator>
#include <set>
#include <string>
#include <tuple>
#include <utility>

namespace audmg::database::dynamodb {
namespace {

/// Sorts after every id.
constexpr char kAfterAll = '~';

/// Returns the key of the file that an item of trash_key() stands for.
Item file_of(const Item& in_trash) {
  return key(in_trash.text(kPk), std::string(kFilePrefix).append(end_of_sk(in_trash)));
}

bool is_older(const File& one, const File& other) {
  return std::tie(*one.trashed_at, one.id) < std::tie(*other.trashed_at, other.id);
}

class DynamoTrashRepository final : public TrashRepository {
 public:
  explicit DynamoTrashRepository(Table& table) : table_(table) {}

  Result<std::vector<File>> list_trash(const ListTrashRequest& request) override {
    Query query{.condition = "pk = :p AND begins_with(sk, :s)", .values = {}, .newest_first = true};
    query.values.set(":p", owner_pk(request.owner)).set(":s", kTrashPrefix);
    if (!request.before_id.empty()) {
      query.after = trash_key(request.owner, request.before_time, request.before_id);
    }
    std::vector<File> files;
    for (;;) {
      query.limit = request.limit - files.size();
      AUDMG_TRY(const auto items, table_.query(query));
      AUDMG_TRY(auto page, read_files_of(items));
      std::ranges::sort(page,
                        [](const File& one, const File& other) { return is_older(other, one); });
      std::ranges::move(page, std::back_inserter(files));
      // Files that left the trash between the two reads are made up for.
      if (items.size() < query.limit || files.size() == request.limit) return files;
      query.after = key_of(items.back());
    }
  }

  Result<std::vector<File>> list_overdue_trash(const ListOverdueTrashRequest& request) override {
    const std::string before = due_sk(request.trashed_before);
    std::string after = "0";
    if (!request.after_id.empty()) {
      after = due_sk(request.after_time) + "#" + request.after_id.text() + kAfterAll;
    }
    std::vector<File> files;
    while (after <= before) {
      const std::size_t missing = request.limit - files.size();
      AUDMG_TRY(const auto items, find_between(after, before, missing));
      AUDMG_TRY(auto page, read_files_of(items));
      std::ranges::sort(page, is_older);
      std::ranges::move(page, std::back_inserter(files));
      if (items.size() < missing || files.size() == request.limit) break;
      after = std::string(items.back().text(kG2Sk)) + kAfterAll;
    }
    return files;
  }

 private:
  /// Returns the oldest entries of the index between two sort keys.
  Result<std::vector<Item>> find_between(std::string_view after, std::string_view before,
                                         std::size_t limit) {
    std::vector<Item> found;
    for (int shard = 0; shard < kDueShards; ++shard) {
      Item values;
      values.set(":p", due_pk(Due::trash, shard)).set(":after", after).set(":before", before);
      AUDMG_TRY(auto items, table_.query({.index = "gsi2",
                                          .condition = "g2pk = :p AND g2sk BETWEEN :after AND "
                                                       ":before",
                                          .values = values,
                                          .limit = limit}));
      std::ranges::move(items, std::back_inserter(found));
    }
    std::ranges::sort(found, {}, [](const Item& item) { return item.text(kG2Sk); });
    if (found.size() > limit) found.resize(limit);
    return found;
  }

  /// Returns those of the files that are in the trash since the time in their item.
  Result<std::vector<File>> read_files_of(const std::vector<Item>& in_trash) {
    std::set<std::string_view> files_asked_for;
    std::vector<Item> keys;
    std::vector<std::string_view> since;
    for (const Item& item : in_trash) {
      since.push_back(item.text(kSk));
      // The index may show an earlier place, too.
      if (files_asked_for.insert(end_of_sk(item)).second) keys.push_back(file_of(item));
    }
    std::ranges::sort(since);
    AUDMG_TRY(const auto items, table_.get_many(keys));
    std::vector<File> files = read_readable(table_, items, read_file);
    std::erase_if(files, [&](const File& file) {
      if (!file.trashed_at) return true;
      const Item expected = trash_key(file.owner, *file.trashed_at, file.id);
      return !std::ranges::binary_search(since, expected.text(kSk));
    });
    return files;
  }

  Table& table_;
};

}  // namespace

std::unique_ptr<TrashRepository> make_trash_repository(Table& table) {
  return std::make_unique<DynamoTrashRepository>(table);
}

}  // namespace audmg::database::dynamodb

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/file_repository.hpp"

#include "audmg/core/hex.hpp"
#include "audmg/database/adapters/dynamodb/add_file.hpp"
#include "audmg/database/adapters/dynamodb/delete_file.hpp"
#include "audmg/database/adapters/dynamodb/file_change.hpp"
#include "audmg/database/adapters/dynamodb/file_item.hpp"
#include "audmg/database/adapters/dynamodb/keys.hpp"
#include "audmg/database/adapters/dynamodb/readable_items.hpp"
#include "audmg/database/adapters/dynamodb/repositories.hpp"
#include "audmg/database/user_repository.hpp"

#include <algorithm>
#include <functional>
#include <iterator>
#include <utility>

namespace audmg::database::dynamodb {
namespace {

/// Of a page, at most this share is called a few.
constexpr std::size_t kShareOfFewInTrash = 2;

Result<std::vector<File>> read_files(const std::vector<Item>& items) {
  std::vector<File> files;
  for (const Item& item : items) {
    AUDMG_TRY(File file, read_file(item));
    files.push_back(std::move(file));
  }
  return files;
}

/// Returns what the keys of a file's item say, whatever its attributes are.
Result<FileKey> key_of_file(const Item& item) {
  constexpr std::size_t kPrefixBytes = 2;
  auto owner = UserId::parse(item.text(kPk).substr(kPrefixBytes));
  auto id = FileId::parse(item.text(kSk).substr(kPrefixBytes));
  if (!owner || !id) return fail(ErrorCode::corrupt, "dynamodb: a file of no key");
  return FileKey{*std::move(owner), *std::move(id)};
}

/// Merges two lists of files, both newest first.
std::vector<Item> merge_newest_first(std::vector<Item> one, std::vector<Item> other) {
  std::vector<Item> merged;
  const auto id = [](const Item& item) { return item.text(kSk); };
  std::ranges::merge(std::make_move_iterator(one.begin()), std::make_move_iterator(one.end()),
                     std::make_move_iterator(other.begin()), std::make_move_iterator(other.end()),
                     std::back_inserter(merged), std::ranges::greater(), id, id);
  return merged;
}

bool has_trash_time(const File& file) { return file.trashed_at.has_value(); }

class DynamoFileRepository final : public FileRepository {
 public:
  DynamoFileRepository(Table& table, OutboxRelay& relay, UserRepository& users)
      : table_(table), relay_(relay), users_(users) {}

  Result<AddFileResult> add_file(const AddFileRequest& request) override {
    if (!from_hex(request.file.sha256)) {
      return fail(ErrorCode::invalid_argument, "sha256 is not hexadecimal");
    }
    return retry_conflicts<AddFileResult>([&] { return try_add_file(table_, relay_, request); });
  }

  Result<std::optional<File>> find_file(const UserId& owner, const FileId& id) override {
    AUDMG_TRY(const auto item, find_file_item(table_, owner, id));
    if (!item) return std::nullopt;
    return read_file(*item);
  }

  Result<std::optional<File>> find_file_by_sha256(const UserId& owner,
                                                  std::string_view sha256) override {
    const auto digest = from_hex(sha256);
    if (!digest) return std::nullopt;
    AUDMG_TRY(const auto content, table_.get(content_key(owner, to_hex(*digest))));
    if (!content) return std::nullopt;
    const auto id = FileId::parse(content->text("file_id"));
    if (!id) return fail(ErrorCode::corrupt, "dynamodb: bytes of no file");
    return find_file(owner, *id);
  }

  Result<std::vector<File>> find_files_by_sha256(const UserId& owner,
                                                 std::span<const std::string> digests) override {
    std::vector<Item> keys;
    for (const std::string& text : digests) {
      if (const auto digest = from_hex(text)) keys.push_back(content_key(owner, to_hex(*digest)));
    }
    AUDMG_TRY(const auto contents, table_.get_many(keys));
    std::vector<FileId> ids;
    for (const Item& content : contents) {
      auto id = FileId::parse(content.text("file_id"));
      if (!id) return fail(ErrorCode::corrupt, "dynamodb: bytes of no file");
      ids.push_back(*std::move(id));
    }
    return find_files(owner, ids);
  }

  Result<std::optional<File>> find_file_by_object_key(const UserId& owner,
                                                      std::string_view object_key) override {
    AUDMG_TRY(const auto object, table_.get(object_key_key(object_key)));
    if (!object) return std::nullopt;
    const auto id = FileId::parse(object->text("file_id"));
    if (!id) return fail(ErrorCode::corrupt, "dynamodb: an object of no file");
    return find_file(owner, *id);
  }

  Result<std::vector<File>> find_files(const UserId& owner, std::span<const FileId> ids) override {
    std::vector<Item> keys;
    keys.reserve(ids.size());
    for (const FileId& id : ids) keys.push_back(file_key(owner, id));
    AUDMG_TRY(const auto items, table_.get_many(keys));
    return read_files(items);
  }

  Result<std::vector<FoundFile>> look_up_files(std::span<const FileKey> wanted) override {
    std::vector<Item> keys;
    keys.reserve(wanted.size());
    for (const FileKey& key : wanted) keys.push_back(file_key(key.owner, key.id));
    AUDMG_TRY(const auto items, table_.get_many(keys));
    std::vector<FoundFile> found;
    found.reserve(items.size());
    for (const Item& item : items) {
      AUDMG_TRY(FileKey key, key_of_file(item));
      auto files = read_readable(table_, {item}, read_file);
      FoundFile row{.key = std::move(key), .file = std::nullopt};
      if (!files.empty()) row.file = std::move(files.front());
      found.push_back(std::move(row));
    }
    return found;
  }

  Result<std::vector<File>> list_files(const ListFilesRequest& request) override {
    if (request.kind) {
      AUDMG_TRY(const auto items, list_kind(request, *request.kind));
      return read_files(items);
    }
    AUDMG_TRY(auto files, list_table(request));
    const std::size_t read = files.size();
    ListFilesRequest rest = request;
    if (read > 0) rest.before = files.back().id;
    std::erase_if(files, has_trash_time);
    rest.limit = request.limit - files.size();
    if (read < request.limit || rest.limit == 0) return files;
    // A few in the trash cost another page as large as they are many. There may be any number of
    // them, though, and there are none in gsi1.
    const bool few = rest.limit <= read / kShareOfFewInTrash;
    AUDMG_TRY(auto more, few ? list_files(rest) : list_indexed(rest));
    std::ranges::move(more, std::back_inserter(files));
    return files;
  }

  Result<std::optional<File>> delete_file(const UserId& owner, const FileId& id,
                                          const Outbox& outbox) override {
    return dynamodb::delete_file(table_, relay_, owner, id, outbox);
  }

  Result<std::vector<File>> list_all_files(const ListAllFilesRequest& request) override {
    constexpr std::size_t kUsersPerPage = 100;
    std::vector<File> files;
    UserId owner = request.after_owner;
    if (!owner.empty()) AUDMG_CHECK(append_files(files, owner, request.after_id, request.limit));
    while (files.size() < request.limit) {
      AUDMG_TRY(const auto users, users_.list_users(owner, kUsersPerPage));
      if (users.empty()) break;
      for (const User& user : users) {
        owner = user.id;
        AUDMG_CHECK(append_files(files, owner, {}, request.limit));
        if (files.size() >= request.limit) break;
      }
    }
    return files;
  }

  Result<std::vector<bool>> has_object_keys(std::span<const std::string> object_keys) override {
    std::vector<std::string> wanted(object_keys.begin(), object_keys.end());
    std::ranges::sort(wanted);
    wanted.erase(std::unique(wanted.begin(), wanted.end()), wanted.end());
    std::vector<Item> keys;
    for (const std::string& object_key : wanted) keys.push_back(object_key_key(object_key));
    AUDMG_TRY(const auto items, table_.get_many(keys));
    std::vector<std::string_view> found;
    for (const Item& item : items) found.push_back(item.text(kPk));
    std::ranges::sort(found);
    std::vector<bool> named;
    for (const std::string& object_key : object_keys) {
      const Item key = object_key_key(object_key);
      named.push_back(std::ranges::binary_search(found, key.text(kPk)));
    }
    return named;
  }

 private:
  /// Lists files, newest first, also those in the trash.
  Result<std::vector<File>> list_table(const ListFilesRequest& request) {
    Query query{.condition = "pk = :p AND begins_with(sk, :s)", .values = {}, .newest_first = true};
    query.limit = request.limit;
    query.values.set(":p", owner_pk(request.owner)).set(":s", kFilePrefix);
    if (!request.before.empty()) query.after = file_key(request.owner, request.before);
    AUDMG_TRY(const auto items, table_.query(query));
    return read_files(items);
  }

  /// Lists files of both kinds that are not in the trash, newest first.
  Result<std::vector<File>> list_indexed(const ListFilesRequest& request) {
    AUDMG_TRY(auto images, list_kind(request, FileKind::image));
    AUDMG_TRY(auto audio, list_kind(request, FileKind::audio));
    auto items = merge_newest_first(std::move(images), std::move(audio));
    if (items.size() > request.limit) items.resize(request.limit);
    return read_files(items);
  }

  /// Lists files of one kind that are not in the trash, newest first.
  Result<std::vector<Item>> list_kind(const ListFilesRequest& request, FileKind kind) {
    const std::string partition = files_of_kind_g1pk(request.owner, kind);
    Query query{.index = "gsi1", .condition = "g1pk = :p", .values = {}, .newest_first = true};
    query.limit = request.limit;
    query.values.set(":p", partition);
    // The item at which a page ended may be gone, or of another kind: the position is made of keys.
    if (!request.before.empty()) {
      query.after = file_key(request.owner, request.before);
      query.after.set(kG1Pk, partition).set(kG1Sk, request.before.text());
    }
    return table_.query(query);
  }

  /// Appends the owner's files in order of id, until there are `limit`; passes over those that
  /// cannot be read.
  Result<void> append_files(std::vector<File>& files, const UserId& owner, const FileId& after,
                            std::size_t limit) {
    Query query{.condition = "pk = :p AND begins_with(sk, :s)", .values = {}};
    query.values.set(":p", owner_pk(owner)).set(":s", kFilePrefix);
    if (!after.empty()) query.after = file_key(owner, after);
    while (files.size() < limit) {
      query.limit = limit - files.size();
      AUDMG_TRY(const auto items, table_.query(query));
      std::ranges::move(read_readable(table_, items, read_file), std::back_inserter(files));
      if (items.size() < query.limit) break;
      query.after = key_of(items.back());
    }
    return {};
  }

  Table& table_;
  OutboxRelay& relay_;
  UserRepository& users_;
};

}  // namespace

std::unique_ptr<FileRepository> make_file_repository(Table& table, OutboxRelay& relay,
                                                     UserRepository& users) {
  return std::make_unique<DynamoFileRepository>(table, relay, users);
}

}  // namespace audmg::database::dynamodb

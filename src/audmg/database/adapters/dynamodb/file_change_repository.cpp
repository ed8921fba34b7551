// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/file_change_repository.hpp"

#include "audmg/database/adapters/dynamodb/file_item.hpp"
#include "audmg/database/adapters/dynamodb/keys.hpp"
#include "audmg/database/adapters/dynamodb/owner_change.hpp"
#include "audmg/database/adapters/dynamodb/repositories.hpp"

#include <map>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace audmg::database::dynamodb {
namespace {

/// Carries out one request; each file has an outcome at the end.
class Changes {
 public:
  Changes(Table& table, OutboxRelay& relay, const ChangeFilesRequest& request)
      : table_(table), relay_(relay), request_(request), pending_(request.files) {}

  /// Tries to change the files that have no outcome yet. Those that others change meanwhile, and
  /// those that are changed together with one that vanished, have none after it.
  Result<void> change_pending() {
    AUDMG_TRY(const auto items, find_file_items(table_, request_.owner, pending_));
    std::vector<FileShare> shares;
    std::vector<FileId> found;
    for (const Item& item : items) {
      AUDMG_TRY(File file, read_file(item));
      found.push_back(file.id);
      AUDMG_TRY(auto share, change(item, std::move(file)));
      if (share) shares.push_back(*std::move(share));
    }
    note_missing(found);
    pending_.clear();
    for (std::span<const FileShare> left = shares; !left.empty();) {
      AUDMG_TRY(const SomeCommitted some,
                commit_some(table_, relay_, request_.owner, left, request_.announce));
      for (const FileShare& share : left.first(some.count)) {
        if (some.done) {
          outcomes_.insert_or_assign(share.file.id, share.file);
        } else {
          pending_.push_back(share.file.id);
        }
      }
      left = left.subspan(some.count);
    }
    return {};
  }

  [[nodiscard]] bool is_done() const noexcept { return pending_.empty(); }

  std::vector<ChangedFile> take_outcomes() {
    std::vector<ChangedFile> changed;
    for (const FileId& id : request_.files) {
      changed.push_back({.id = id, .file = std::move(outcomes_.at(id))});
    }
    return changed;
  }

 private:
  /// Returns nothing when the file is left as it is, or refused; it has an outcome then.
  Result<std::optional<FileShare>> change(const Item& item, File file) {
    const FileId id = file.id;
    const std::uint64_t revision = file.revision;
    const Result<bool> wanted = request_.change(file);
    if (!wanted) {
      outcomes_.insert_or_assign(id, std::unexpected(wanted.error()));
      return std::nullopt;
    }
    if (!*wanted) {
      outcomes_.insert_or_assign(id, std::move(file));
      return std::nullopt;
    }
    file.revision = revision + 1;
    FileShare share{.file = std::move(file)};
    share.bytes = item.byte_size() + share.file.edits.size();
    store_owner_change(item, share.file, item.text("collections"), share.steps);
    return share;
  }

  void note_missing(const std::vector<FileId>& found) {
    // Both are in the order of the request.
    auto next = found.begin();
    for (const FileId& id : pending_) {
      if (next != found.end() && *next == id) {
        ++next;
      } else {
        outcomes_.insert_or_assign(id, fail(ErrorCode::not_found, "no such file"));
      }
    }
  }

  Table& table_;
  OutboxRelay& relay_;
  const ChangeFilesRequest& request_;
  /// Files without an outcome.
  std::vector<FileId> pending_;
  std::map<FileId, Result<File>> outcomes_;
};

class DynamoFileChangeRepository final : public FileChangeRepository {
 public:
  DynamoFileChangeRepository(Table& table, OutboxRelay& relay) : table_(table), relay_(relay) {}

  Result<std::vector<ChangedFile>> change_files(const ChangeFilesRequest& request) override {
    AUDMG_ASSERT(request.files.size() <= kMaxChangedFiles);
    Changes changes(table_, relay_, request);
    return retry_conflicts<std::vector<ChangedFile>>(
        [&]() -> Result<std::optional<std::vector<ChangedFile>>> {
          AUDMG_CHECK(changes.change_pending());
          if (!changes.is_done()) return std::nullopt;
          return changes.take_outcomes();
        });
  }

 private:
  Table& table_;
  OutboxRelay& relay_;
};

}  // namespace

std::unique_ptr<FileChangeRepository> make_file_change_repository(Table& table,
                                                                  OutboxRelay& relay) {
  return std::make_unique<DynamoFileChangeRepository>(table, relay);
}

}  // namespace audmg::database::dynamodb

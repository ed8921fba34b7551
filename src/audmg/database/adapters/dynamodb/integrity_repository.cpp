// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/integrity_repository.hpp"

#include "audmg/database/adapters/dynamodb/completion.hpp"
#include "audmg/database/adapters/dynamodb/file_item.hpp"
#include "audmg/database/adapters/dynamodb/keys.hpp"
#include "audmg/database/adapters/dynamodb/locks.hpp"
#include "audmg/database/adapters/dynamodb/outbox.hpp"
#include "audmg/database/adapters/dynamodb/readable_items.hpp"
#include "audmg/database/adapters/dynamodb/repositories.hpp"
#include "audmg/database/adapters/dynamodb/tombstone_item.hpp"
#include "audmg/database/adapters/dynamodb/usage_steps.hpp"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

namespace audmg::database::dynamodb {
namespace {

/// Damaged files are listed by owner and id, not by time.
constexpr TimePoint kNoTime{};
constexpr std::string_view kLacksDigests = "object_key = :object AND sha256 = :unknown";

std::string damage_name(const UserId& owner, const FileId& file) {
  return owner.text() + '/' + file.text();
}

class DynamoIntegrityRepository final : public IntegrityRepository {
 public:
  DynamoIntegrityRepository(Table& table, OutboxRelay& relay) : table_(table), relay_(relay) {}

  Result<bool> note_findings(const LookedAt& object, const ObjectFindings& findings) override {
    return retry_conflicts<bool>([&]() -> Result<std::optional<bool>> {
      AUDMG_TRY(const auto file, find(object));
      if (!file) return false;
      const bool heals = findings.verified_at && !file->damage.empty();
      Item values;
      values.set(":object", object.object_key).set(":damage", file->damage);
      std::string update = "SET damage = :damage";
      if (heals) {
        values.set(":whole", "");
        update = "SET damage = :whole";
      }
      if (findings.verified_at) {
        values.set(":verified", *findings.verified_at);
        update += ", verified_at = :verified";
      }
      if (findings.crc32) {
        values.set(":crc", *findings.crc32);
        update += ", crc32 = :crc";
      }
      if (findings.sidecar_version) {
        values.set(":sidecar", *findings.sidecar_version);
        update += ", sidecar_version = :sidecar";
      }
      constexpr std::string_view kUnchanged =
          "object_key = :object AND (attribute_not_exists(damage) OR damage = :damage)";
      if (heals) {
        update += " REMOVE g2pk, g2sk";
        return heal(object, update, kUnchanged, std::move(values), findings.outbox);
      }
      AUDMG_TRY(const auto outcome, table_.write({.item = file_key(object.owner, object.file),
                                                  .update = update,
                                                  .condition = kUnchanged,
                                                  .values = values}));
      if (!outcome.done) return std::nullopt;
      return false;
    });
  }

  Result<bool> note_damage(const LookedAt& object, std::string_view damage,
                           const Outbox& outbox) override {
    AUDMG_ASSERT(!damage.empty());
    static const Outbox kNothing;
    return retry_conflicts<bool>([&]() -> Result<std::optional<bool>> {
      AUDMG_TRY(const auto file, find(object));
      if (!file) return false;
      const bool is_news = file->damage.empty();
      const OutboxSteps with(object.owner, object.file, is_news ? outbox : kNothing);
      Item due;
      set_due(due, Due::damage, kNoTime, damage_name(object.owner, object.file));
      Item values;
      values.set(":object", object.object_key)
          .set(":former", file->damage)
          .set(":damage", damage)
          .set(":duePk", due.text(kG2Pk))
          .set(":dueSk", due.text(kG2Sk));
      Transaction steps;
      steps.update(file_key(object.owner, object.file),
                   "SET damage = :damage, g2pk = :duePk, g2sk = :dueSk",
                   "object_key = :object AND (attribute_not_exists(damage) OR damage = :former)",
                   std::move(values));
      with.add_to(steps);
      AUDMG_TRY(const Commit commit, steps.commit(table_));
      if (!commit.done()) return std::nullopt;
      with.send(relay_);
      return is_news;
    });
  }

  Result<File> replace_object(const ReplaceObjectRequest& request) override {
    return retry_conflicts<File>([&] { return try_replace(request); });
  }

  Result<void> note_digest_progress(const LookedAt& object, std::string_view progress) override {
    if (object.owner.empty() || object.file.empty()) return {};
    Item values;
    values.set(":object", object.object_key).set(":unknown", "").set(":progress", progress);
    AUDMG_CHECK(table_.write({.item = file_key(object.owner, object.file),
                              .update = "SET digest_progress = :progress",
                              .condition = kLacksDigests,
                              .values = values}));
    return {};
  }

  Result<std::optional<File>> note_digests(const LateDigests& digests) override {
    return retry_conflicts<std::optional<File>>([&] { return try_note_digests(digests); });
  }

  Result<std::vector<File>> list_damaged_files(const ListDamagedFilesRequest& request) override {
    Item after;
    set_due(after, Due::damage, kNoTime, damage_name(request.after_owner, request.after_id));
    std::vector<Item> found;
    for (int shard = 0; shard < kDueShards; ++shard) {
      Item values;
      values.set(":p", due_pk(Due::damage, shard)).set(":after", after.text(kG2Sk));
      AUDMG_TRY(auto items, table_.query({.index = "gsi2",
                                          .condition = "g2pk = :p AND g2sk > :after",
                                          .values = values,
                                          .limit = request.limit}));
      std::ranges::move(items, std::back_inserter(found));
    }
    std::ranges::sort(found, {}, [](const Item& item) { return item.text(kG2Sk); });
    if (found.size() > request.limit) found.resize(request.limit);
    std::vector<Item> keys;
    for (const Item& item : found) keys.push_back(key_of(item));
    AUDMG_TRY(const auto items, table_.get_many(keys));
    std::vector<File> files = read_readable(table_, items, read_file);
    // Healed meanwhile; the index lags.
    std::erase_if(files, [](const File& file) { return file.damage.empty(); });
    std::ranges::sort(files, {}, [](const File& file) { return damage_name(file.owner, file.id); });
    return files;
  }

 private:
  /// Returns the file if it still names the object that was looked at.
  Result<std::optional<File>> find(const LookedAt& object) {
    if (object.owner.empty() || object.file.empty()) return std::nullopt;
    AUDMG_TRY(const auto item, table_.get(file_key(object.owner, object.file)));
    if (!item || item->text("object_key") != object.object_key) return std::nullopt;
    return read_file(*item);
  }

  Result<std::optional<std::optional<File>>> try_note_digests(const LateDigests& digests) {
    const LookedAt& object = digests.object;
    AUDMG_TRY(auto file, find(object));
    if (!file || !file->sha256.empty()) return std::optional<File>();
    file->sha256 = digests.sha256;
    file->crc32 = digests.crc32;
    file->verified_at = digests.verified_at;
    file->sidecar_version = 0;
    file->digest_progress.clear();
    const Item content = content_key(file->owner, file->sha256);
    AUDMG_TRY(const auto same_bytes, table_.get(content));
    Item values;
    values.set(":object", object.object_key)
        .set(":unknown", "")
        .set(":sha256", file->sha256)
        .set(":crc", *file->crc32)
        .set(":verified", file->verified_at)
        .set(":none", file->sidecar_version);
    std::string update =
        "SET sha256 = :sha256, crc32 = :crc, verified_at = :verified, sidecar_version = :none";
    Transaction steps;
    if (same_bytes) {
      auto other = FileId::parse(same_bytes->text("file_id"));
      if (!other) return fail(ErrorCode::corrupt, "dynamodb: bytes of no file");
      file->duplicate_of = *std::move(other);
      values.set(":other", file->duplicate_of.text());
      update += ", duplicate_of = :other";
      steps.check(content, "attribute_exists(pk)");
    } else {
      steps.put(content_lock(*file), "attribute_not_exists(pk)");
    }
    update += " REMOVE digest_progress";
    if (file->announced_sha256 == file->sha256) {
      file->announced_sha256.clear();
      update += ", announced_sha256";
    }
    steps.update(file_key(object.owner, object.file), update, kLacksDigests, std::move(values));
    const OutboxSteps with(object.owner, object.file, digests.outbox);
    with.add_to(steps);
    AUDMG_TRY(const Commit commit, steps.commit(table_));
    if (!commit.done()) return std::nullopt;
    with.send(relay_);
    return file;
  }

  /// Makes the update, with its outbox, in one transaction.
  Result<std::optional<bool>> heal(const LookedAt& object, std::string_view update,
                                   std::string_view condition, Item values, const Outbox& outbox) {
    const OutboxSteps with(object.owner, object.file, outbox);
    Transaction steps;
    steps.update(file_key(object.owner, object.file), update, condition, std::move(values));
    with.add_to(steps);
    AUDMG_TRY(const Commit commit, steps.commit(table_));
    if (!commit.done()) return std::nullopt;
    with.send(relay_);
    return true;
  }

  Result<std::optional<File>> try_replace(const ReplaceObjectRequest& request) {
    const LookedAt& former = request.former;
    AUDMG_TRY(const auto item, table_.get(file_key(former.owner, former.file)));
    if (!item) return fail(ErrorCode::not_found, "no such file");
    AUDMG_TRY(File file, read_file(*item));
    if (file.object_key != former.object_key) {
      return fail(ErrorCode::conflict, "the file names another object meanwhile");
    }
    const OutboxSteps with(former.owner, former.file, request.outbox);
    const FileStatus status = file.status;
    file.object_key = request.object_key;
    if (request.crc32) file.crc32 = request.crc32;
    file.verified_at = request.now;
    file.sidecar_version = request.sidecar_version;
    file.damage.clear();
    if (request.process_again && file.status != FileStatus::processing) {
      file.status = FileStatus::processing;
      file.processing_since = request.now;
      file.queued_at = request.now;
    }

    Item values;
    values.set(":object", former.object_key)
        .set(":was", to_string(status))
        .set(":next", file.object_key)
        .set(":verified", file.verified_at)
        .set(":sidecar", file.sidecar_version)
        .set(":whole", "")
        .set(":status", to_string(file.status))
        .set(":since", file.processing_since)
        .set(":queued", file.queued_at);
    std::string update =
        "SET object_key = :next, verified_at = :verified, sidecar_version = :sidecar, "
        "damage = :whole, file_status = :status, processing_since = :since, "
        "queued_at = :queued";
    if (file.crc32) {
      values.set(":crc", *file.crc32);
      update += ", crc32 = :crc";
    }
    update += " REMOVE g2pk, g2sk";
    Transaction steps;
    steps.update(file_key(former.owner, former.file), update,
                 "object_key = :object AND file_status = :was", std::move(values));
    Item object = object_key_key(file.object_key);
    object.set("owner_id", file.owner.text()).set("file_id", file.id.text());
    const std::size_t object_step = steps.put(std::move(object), "attribute_not_exists(pk)");
    steps.remove(object_key_key(former.object_key));
    steps.put(tombstone_item({former.object_key, former.owner, FileId{}}));
    std::optional<std::size_t> upload;
    if (request.upload) {
      AUDMG_TRY(const auto reserved, find_reservation(table_, former.owner, *request.upload));
      if (!reserved) return no_such_upload();
      UsageChange usage;
      upload = end_upload(steps, former.owner, *request.upload, *reserved, usage);
      change_usage(steps, former.owner, usage);
    }
    with.add_to(steps);
    AUDMG_TRY(const Commit commit,
              commit_with_completion(
                  table_, steps, request.completion ? &*request.completion : nullptr,
                  request.completion ? request.completion->duplicate_status : 0, file.id.text()));
    if (commit.done()) {
      with.send(relay_);
      return file;
    }
    if (upload && commit.failed(*upload)) return no_such_upload();
    if (commit.failed(object_step)) {
      return fail(ErrorCode::conflict, "another file names this object");
    }
    return std::nullopt;
  }

  Table& table_;
  OutboxRelay& relay_;
};

}  // namespace

std::unique_ptr<IntegrityRepository> make_integrity_repository(Table& table, OutboxRelay& relay) {
  return std::make_unique<DynamoIntegrityRepository>(table, relay);
}

}  // namespace audmg::database::dynamodb

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/record_snapshots.hpp"

#include "audmg/core/descriptor.hpp"
#include "audmg/core/errno_error.hpp"
#include "audmg/database/adapters/dynamodb/file_item.hpp"
#include "audmg/database/adapters/dynamodb/keys.hpp"
#include "audmg/database/adapters/dynamodb/locks.hpp"
#include "audmg/database/adapters/dynamodb/repositories.hpp"
#include "audmg/database/adapters/dynamodb/snapshot_filter.hpp"
#include "audmg/database/adapters/dynamodb/usage_steps.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <map>
#include <ranges>
#include <string>
#include <utility>

namespace audmg::database::dynamodb {
namespace {

constexpr mode_t kOwnerOnlyFile = 0600;
/// DynamoDB's limit for one item is 400 KB; JSON escapes may make more of it.
constexpr std::size_t kMaxLineBytes = std::size_t{4} * 1024 * 1024;
constexpr std::size_t kMaxDepth = 8;
/// Items that are held until they are written together.
constexpr std::size_t kItemsPerRound = 500;

bool is_file(const Item& item) { return item.text(kSk).starts_with(kFilePrefix); }

/// Reads the items of a snapshot, one after the other.
class ItemLines {
 public:
  static Result<ItemLines> open(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    if (!stream) return fail_errno("cannot open " + file.string(), errno);
    return ItemLines(std::move(stream));
  }

  /// Returns nothing after the last one.
  Result<std::optional<Item>> next() {
    std::string line;
    if (!std::getline(stream_, line)) {
      if (stream_.eof()) return std::nullopt;
      return fail(ErrorCode::internal, "cannot read the snapshot of the records");
    }
    const auto value = json::parse(line, {.max_bytes = kMaxLineBytes, .max_depth = kMaxDepth});
    if (!value) return fail(ErrorCode::corrupt, "the snapshot of the records is damaged");
    AUDMG_TRY(Item item, Item::read(*value));
    return item;
  }

 private:
  explicit ItemLines(std::ifstream stream) : stream_(std::move(stream)) {}
  std::ifstream stream_;
};

class DynamoRecordSnapshot final : public RecordSnapshot {
 public:
  DynamoRecordSnapshot(ItemLines lines, std::uint64_t files, std::optional<DriveIdentity> identity)
      : lines_(std::move(lines)), files_(files), identity_(std::move(identity)) {}

  Result<std::uint64_t> count_files() override { return files_; }

  Result<std::vector<File>> next_files(std::size_t limit) override {
    std::vector<File> files;
    while (files.size() < limit) {
      AUDMG_TRY(const auto item, lines_.next());
      if (!item) break;
      if (!is_file(*item)) continue;
      AUDMG_TRY(File file, read_file(*item));
      files.push_back(std::move(file));
    }
    return files;
  }

  Result<std::optional<DriveIdentity>> find_identity() override { return identity_; }

 private:
  ItemLines lines_;
  const std::uint64_t files_;
  const std::optional<DriveIdentity> identity_;
};

class NewFile {
 public:
  static Result<NewFile> create(const std::filesystem::path& path) {
    Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, kOwnerOnlyFile));
    if (!file.is_open()) return fail_errno("cannot create " + path.string(), errno);
    return NewFile(std::move(file));
  }

  Result<void> write(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t written = ::write(file_.get(), bytes.data(), bytes.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) return fail_errno("cannot write the snapshot of the records", errno);
      bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
  }

  Result<void> sync(const std::filesystem::path& folder) {
    if (::fsync(file_.get()) != 0) return fail_errno("cannot fsync the snapshot", errno);
    const Descriptor above(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!above.is_open() || ::fsync(above.get()) != 0) {
      return fail_errno("cannot fsync " + folder.string(), errno);
    }
    return {};
  }

 private:
  explicit NewFile(Descriptor file) : file_(std::move(file)) {}
  Descriptor file_;
};

/// Counts the collections of each owner: the items that limit them are not in a snapshot.
class CollectionCounts {
 public:
  void add(const Item& item) {
    if (!item.text(kSk).starts_with(kCollectionPrefix)) return;
    ++counts_[std::string(item.text(kPk))];
  }

  [[nodiscard]] std::vector<Item> items() const {
    std::vector<Item> items;
    for (const auto& [pk, count] : counts_) {
      items.push_back(std::move(key(pk, kCollectionCount).set("n", count)));
    }
    return items;
  }

 private:
  std::map<std::string, std::uint64_t> counts_;
};

/// Adds up the files of each owner: the items that count them are not in a snapshot, nor are upload
/// sessions.
class UsageCounts {
 public:
  Result<void> add(const Item& item) {
    if (!is_file(item)) return {};
    AUDMG_TRY(const File file, read_file(item));
    Usage& usage = usages_[file.owner];
    usage.bytes += counted_bytes(file);
    ++usage.files;
    return {};
  }

  [[nodiscard]] std::vector<Item> items() const {
    std::vector<Item> items;
    for (const auto& [owner, usage] : usages_) items.push_back(usage_item(owner, usage));
    return items;
  }

 private:
  std::map<UserId, Usage> usages_;
};

/// Finds the last entry of each audit log: the items that name it are not in a snapshot.
class AuditHeads {
 public:
  void add(const Item& item) {
    if (item.text(kG1Pk) != kAuditG1Pk) return;
    Item& head = heads_[std::string(item.text(kPk))];
    if (head.text(kLastEntry) < end_of_sk(item)) head = audit_head(item);
  }

  [[nodiscard]] std::vector<Item> items() const {
    const auto heads = std::views::values(heads_);
    return {heads.begin(), heads.end()};
  }

 private:
  std::map<std::string, Item> heads_;
};

class DynamoRecordSnapshots final : public RecordSnapshots {
 public:
  DynamoRecordSnapshots(Table& table, const Clock& clock) : table_(table), clock_(clock) {}

  std::string_view file_name() const noexcept override { return "records.jsonl"; }

  Result<std::unique_ptr<RecordSnapshot>> create_snapshot(
      const std::filesystem::path& path) override {
    AUDMG_TRY(NewFile file, NewFile::create(path));
    SnapshotFilter filter(clock_.now());
    std::uint64_t files = 0;
    std::optional<DriveIdentity> identity;
    Item after;
    do {
      AUDMG_TRY(Page page, table_.scan(after));
      std::string lines;
      for (Item& item : page.items) {
        if (!filter.keeps(item)) continue;
        AUDMG_CHECK(filter.trim(item));
        json::Writer json;
        item.write(json);
        lines.append(json.text()) += '\n';
        if (is_file(item)) ++files;
        if (item.text(kPk) == drive_key().text(kPk)) {
          identity = DriveIdentity{std::string(item.text("drive_id")), item.size("generation")};
        }
      }
      AUDMG_CHECK(file.write(lines));
      after = std::move(page.last);
    } while (!after.empty());
    AUDMG_CHECK(file.sync(path.parent_path()));
    AUDMG_TRY(ItemLines lines, ItemLines::open(path));
    return std::make_unique<DynamoRecordSnapshot>(std::move(lines), files, std::move(identity));
  }

  Result<void> restore_snapshot(const std::filesystem::path& path) override {
    AUDMG_TRY(ItemLines lines, ItemLines::open(path));
    AUDMG_TRY(const Page first, table_.scan({}));
    if (!first.items.empty()) {
      return fail(ErrorCode::already_exists,
                  "the table " + table_.name() + " is not empty; nothing was restored");
    }
    std::vector<Item> round;
    CollectionCounts counts;
    UsageCounts usages;
    AuditHeads heads;
    for (;;) {
      AUDMG_TRY(auto item, lines.next());
      if (item) {
        counts.add(*item);
        AUDMG_CHECK(usages.add(*item));
        heads.add(*item);
        AUDMG_TRY(std::vector<Item> derived, derived_items(*item));
        for (Item& one : derived) round.push_back(std::move(one));
        round.push_back(*std::move(item));
      }
      if (round.size() < kItemsPerRound && item) continue;
      AUDMG_CHECK(table_.put_many(round));
      round.clear();
      if (item) continue;
      AUDMG_CHECK(table_.put_many(heads.items()));
      AUDMG_CHECK(table_.put_many(usages.items()));
      return table_.put_many(counts.items());
    }
  }

 private:
  Table& table_;
  const Clock& clock_;
};

}  // namespace

std::unique_ptr<RecordSnapshots> make_record_snapshots(Table& table, const Clock& clock) {
  return std::make_unique<DynamoRecordSnapshots>(table, clock);
}

}  // namespace audmg::database::dynamodb

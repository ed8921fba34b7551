// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/backup/create.hpp"
#include "audmg/backup/damage.hpp"
#include "audmg/backup/restore.hpp"
#include "audmg/backup/verify.hpp"
#include "audmg/database/adapters/sqlite/record_snapshots.hpp"
#include "audmg/database/adapters/sqlite/sqlite_database.hpp"
#include "audmg/lib/openssl/sha256.hpp"
#include "audmg/storage/adapters/filesystem/filesystem_object_store.hpp"
#include "doubles/manual_clock.hpp"
#include "doubles/sample_rows.hpp"
#include "doubles/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace audmg::backup {

/// A drive with real SQLite and real files in a folder.
class LiveDrive {
 public:
  explicit LiveDrive(const std::filesystem::path& folder)
      : folder_(folder), snapshots_(database::make_sqlite_record_snapshots(folder / "audmg.db")) {
    std::filesystem::create_directories(folder);
    auto store =
        storage::filesystem::make_filesystem_object_store({.root = (folder / "objects").string()});
    AUDMG_ASSERT(store.has_value());
    objects_ = *std::move(store);
  }

  database::SqliteDatabase& database() {
    if (database_ == nullptr) {
      auto opened = database::make_sqlite_database({.file = folder_ / "audmg.db"});
      AUDMG_ASSERT(opened.has_value());
      database_ = *std::move(opened);
    }
    return *database_;
  }
  database::RecordSnapshots& snapshots() { return *snapshots_; }
  storage::ObjectStore& objects() { return *objects_; }

  void put(const std::string& key, std::string_view bytes) {
    auto writer = objects_->put_object({.key = key, .size = std::nullopt});
    ASSERT_TRUE(writer);
    ASSERT_TRUE((*writer)->write(std::as_bytes(std::span(bytes))));
    ASSERT_TRUE((*writer)->commit());
  }
  /// Adds a file with its sidecar and a rendition.
  database::File add_file(const database::User& owner, std::string_view bytes) {
    database::File file = database::make_file(owner.id);
    file.size = bytes.size();
    file.sha256 = openssl::sha256_hex(bytes);
    file.crc32 = 0xdeadbeef;
    file.sidecar_version = 1;
    const std::string rendition = "deriv/" + owner.id.text() + "/" + file.id.text() + "/small";
    file.media_record =
        R"({"image":{"width":4,"height":3,"frames":1},"renditions":[{"name":"small",)"
        R"("recipe":"image-v1-webp-256-q75","contentType":"image/webp","size":5,)"
        R"("objectKey":")" +
        rendition + R"("}]})";
    put(file.object_key, bytes);
    put("meta/" + file.object_key + ".json", "{\"v\":1}");
    put(rendition, "small");
    EXPECT_TRUE(database().files().add_file({file, std::nullopt}));
    return file;
  }
  [[nodiscard]] std::string read(const std::string& key) {
    auto reader = objects_->get_object(key);
    if (!reader) return "(none)";
    std::string bytes((*reader)->info().size, '\0');
    EXPECT_TRUE((*reader)->read_at(0, std::as_writable_bytes(std::span(bytes))));
    return bytes;
  }
  [[nodiscard]] std::filesystem::path path_of(const std::string& key) const {
    return folder_ / "objects" / "objects" / key;
  }

 private:
  std::filesystem::path folder_;
  std::unique_ptr<database::RecordSnapshots> snapshots_;
  std::unique_ptr<storage::filesystem::FilesystemObjectStore> objects_;
  std::unique_ptr<database::SqliteDatabase> database_;
};

[[nodiscard]] inline ino_t inode_of(const std::filesystem::path& file) {
  struct stat status{};
  return ::stat(file.c_str(), &status) == 0 ? status.st_ino : 0;
}

/// Changes a byte in place as a faulty disk does: the modification time stays.
inline void flip_byte(const std::filesystem::path& path) {
  const auto time = std::filesystem::last_write_time(path);
  {
    std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
    const int byte = file.get();
    file.seekp(0);
    file.put(static_cast<char>(byte ^ 1));
  }
  std::filesystem::last_write_time(path, time);
}

/// A drive with one user, a backup folder, and an empty drive beside it.
class BackupTest : public testing::Test {
 protected:
  BackupTest() {
    clock.set(SystemClock().now());
    EXPECT_TRUE(live.database().users().create_user(ada));
    EXPECT_TRUE(live.database().drive().set_identity({"drive", 1}));
  }

  Drive drive() {
    return {.records = live.snapshots(),
            .repository = live.database().drive(),
            .objects = live.objects(),
            .check = []() -> Result<void> { return {}; },
            .raise_generation = [this]() -> Result<void> {
              AUDMG_CHECK(live.database().drive().raise_generation());
              return {};
            },
            .secret_files = secret_files,
            .secrets_elsewhere = {"AUDMG_URL_SECRET"},
            .program = "test"};
  }
  Result<CreateReport> create(CopyMode mode = CopyMode::link,
                              std::optional<std::size_t> keep = std::nullopt) {
    clock.advance(std::chrono::seconds(1));
    Progress progress;
    return create_backup({.directory = root, .mode = mode, .keep = keep}, drive(), clock, progress);
  }
  std::filesystem::path object(const std::string& snapshot, const std::string& key) const {
    return root / "snapshots" / snapshot / "objects" / key;
  }
  Result<VerifyReport> verify(const VerifyOptions& options = {}) {
    damages.clear();
    AUDMG_TRY(const Snapshot latest, find_snapshot(root, ""));
    Progress progress;
    return verify_snapshot(latest, options, progress,
                           [this](const Damage& damage) { damages.push_back(damage); });
  }
  Result<RestoreReport> restore() {
    damages.clear();
    AUDMG_TRY(const Snapshot latest, find_snapshot(root, ""));
    Progress progress;
    return restore_snapshot(latest,
                            {.records = other.snapshots(),
                             .objects = other.objects(),
                             .secrets_folder = folder.path() / "other" / "secrets"},
                            progress, [this](const Damage& damage) { damages.push_back(damage); });
  }

  TemporaryFolder folder;
  ManualClock clock;
  LiveDrive live{folder.path() / "live"};
  LiveDrive other{folder.path() / "other"};
  const std::filesystem::path root = folder.path() / "backup";
  const database::User ada = database::make_user("ada");
  std::vector<std::filesystem::path> secret_files;
  std::vector<Damage> damages;
};

}  // namespace audmg::backup

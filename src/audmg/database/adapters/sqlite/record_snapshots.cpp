// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/adapters/sqlite/record_snapshots.hpp"

#include "audmg/core/descriptor.hpp"
#include "audmg/core/errno_error.hpp"
#include "audmg/database/adapters/sqlite/file_rows.hpp"
#include "audmg/database/adapters/sqlite/migrations.hpp"
#include "audmg/lib/sqlite/connection.hpp"
#include "audmg/lib/sqlite/queries.hpp"
#include "audmg/lib/sqlite/row_values.hpp"

#include <fcntl.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <string_view>
#include <utility>

namespace audmg::database {
namespace {

constexpr mode_t kOwnerOnlyFile = 0600;

/// The reader pool's settings except query_only, which would refuse VACUUM INTO; the connection is
/// read-only all the same. A negative cache size is in KiB.
constexpr const char* kSnapshotSettings =
    "PRAGMA wal_autocheckpoint = 0;"
    "PRAGMA mmap_size = 0;"
    "PRAGMA cache_size = -4096;";

constexpr std::string_view kVacuumInto = "VACUUM INTO ?1";
constexpr std::string_view kCountFiles = "SELECT count(*) FROM files";
constexpr std::string_view kSnapshotFiles = "SELECT " AUDMG_FILE_COLUMNS
                                            " FROM files WHERE (owner, id) > (?1, ?2)"
                                            " ORDER BY owner, id LIMIT ?3";
constexpr std::string_view kSnapshotIdentity = "SELECT drive_id, generation FROM drive";
// No backup contains their bytes; clients start them again.
constexpr const char* kForgetUploads = "DELETE FROM uploads";

/// Makes a new, empty file: VACUUM INTO accepts one, and would itself make a file that everybody
/// may read.
Result<Descriptor> make_private_file(const std::filesystem::path& file) {
  Descriptor made(::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, kOwnerOnlyFile));
  if (!made.is_open()) return fail_errno("cannot create " + file.string(), errno);
  return made;
}

/// Syncs the file's bytes and its name in the folder.
Result<void> sync_new_file(const std::filesystem::path& file) {
  for (const std::filesystem::path& path : {file, file.parent_path()}) {
    const Descriptor opened(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!opened.is_open()) return fail_errno("cannot open " + path.string(), errno);
    if (::fsync(opened.get()) != 0) return fail_errno("cannot fsync " + path.string(), errno);
  }
  return {};
}

Result<void> copy_into_new_file(const std::filesystem::path& from,
                                const std::filesystem::path& to) {
  const Descriptor source(::open(from.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
  if (!source.is_open()) return fail_errno("cannot open " + from.string(), errno);
  AUDMG_TRY(const Descriptor target, make_private_file(to));
  constexpr std::size_t kPiece = std::size_t{16} * 1024 * 1024;
  for (;;) {
    const ssize_t copied = ::sendfile(target.get(), source.get(), nullptr, kPiece);
    if (copied < 0) return fail_errno("cannot copy to " + to.string(), errno);
    if (copied == 0) return {};
  }
}

class SqliteRecordSnapshot final : public RecordSnapshot {
 public:
  explicit SqliteRecordSnapshot(sqlite::Connection connection)
      : connection_(std::move(connection)) {}

  Result<std::uint64_t> count_files() override {
    AUDMG_TRY(const auto count, connection_.query_integer(kCountFiles));
    return static_cast<std::uint64_t>(count);
  }

  Result<std::vector<File>> next_files(std::size_t limit) override {
    AUDMG_TRY(auto files,
              sqlite::list_rows(connection_, kSnapshotFiles, read_file,
                                sqlite::IdBytes(last_owner_), sqlite::IdBytes(last_file_), limit));
    if (!files.empty()) {
      last_owner_ = files.back().owner;
      last_file_ = files.back().id;
    }
    return files;
  }

  Result<std::optional<DriveIdentity>> find_identity() override {
    return sqlite::find_row(
        connection_, kSnapshotIdentity, [](const sqlite::Statement& row) -> Result<DriveIdentity> {
          return DriveIdentity{row.text(0), static_cast<std::uint64_t>(row.integer(1))};
        });
  }

 private:
  sqlite::Connection connection_;
  UserId last_owner_{};
  FileId last_file_{};
};

class SqliteRecordSnapshots final : public RecordSnapshots {
 public:
  explicit SqliteRecordSnapshots(std::filesystem::path file) : file_(std::move(file)) {}

  std::string_view file_name() const noexcept override { return "audmg.db"; }

  Result<std::unique_ptr<RecordSnapshot>> create_snapshot(
      const std::filesystem::path& file) override {
    AUDMG_TRY(const Descriptor made, make_private_file(file));
    {
      AUDMG_TRY(sqlite::Connection source, sqlite::Connection::open({.file = file_}));
      AUDMG_CHECK(source.execute(kSnapshotSettings));
      source.keep_log_at_close();
      AUDMG_TRY(const sqlite::Query vacuum, source.query(kVacuumInto));
      vacuum->bind_all(std::string_view(file.native()));
      AUDMG_CHECK(vacuum->run());
    }
    AUDMG_CHECK(sync_new_file(file));
    AUDMG_TRY(sqlite::Connection snapshot, sqlite::Connection::open({.file = file}));
    return std::make_unique<SqliteRecordSnapshot>(std::move(snapshot));
  }

  Result<void> restore_snapshot(const std::filesystem::path& file) override {
    AUDMG_CHECK(copy_into_new_file(file, file_));
    {
      AUDMG_TRY(
          sqlite::Connection restored,
          sqlite::Connection::open({.file = file_, .access = sqlite::Access::read_write_create}));
      AUDMG_CHECK(check_origin(restored, all_migrations()));
      AUDMG_TRY(const std::string verdict, restored.query_text("PRAGMA quick_check(1)"));
      if (verdict != "ok") return fail(ErrorCode::corrupt, "the snapshot is damaged: " + verdict);
      AUDMG_CHECK(restored.execute(kForgetUploads));
    }
    return sync_new_file(file_);
  }

 private:
  const std::filesystem::path file_;
};

}  // namespace

std::unique_ptr<RecordSnapshots> make_sqlite_record_snapshots(std::filesystem::path file) {
  return std::make_unique<SqliteRecordSnapshots>(std::move(file));
}

}  // namespace audmg::database

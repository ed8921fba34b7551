// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/backup/create.hpp"

#include "audmg/backup/backup_folder.hpp"
#include "audmg/backup/copy_bytes.hpp"
#include "audmg/backup/kept_objects.hpp"
#include "audmg/backup/manifest.hpp"
#include "audmg/backup/named_objects.hpp"
#include "audmg/backup/own_snapshots.hpp"
#include "audmg/backup/owner_only.hpp"
#include "audmg/backup/workers.hpp"
#include "audmg/core/clock.hpp"
#include "audmg/core/errno_error.hpp"
#include "audmg/database/file.hpp"

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>
#include <mutex>
#include <string>
#include <unordered_set>
#include <utility>

namespace audmg::backup {
namespace {

namespace fs = std::filesystem;

/// Number of rows that a thread takes at a time.
constexpr std::size_t kFilesPerStep = 100;
constexpr std::size_t kMaxMissingKeys = 100;
/// A drive that had more than this many times the files may have lost them by mistake.
constexpr std::uint64_t kShrunkFactor = 2;

Result<Descriptor> open_to_read(const fs::path& file) {
  Descriptor opened(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
  if (!opened.is_open()) return fail_errno("cannot open " + file.string(), errno);
  return opened;
}

Result<ManifestFile> describe(const fs::path& folder, const fs::path& below) {
  AUDMG_TRY(const Descriptor file, open_to_read(folder / below));
  AUDMG_TRY(FileDigest digest, digest_of(file.get()));
  return ManifestFile{below.string(), digest.size, std::move(digest.sha256)};
}

Result<std::vector<ManifestFile>> copy_secrets(const std::vector<fs::path>& files,
                                               const fs::path& folder) {
  std::vector<ManifestFile> copied;
  if (files.empty()) return copied;
  const fs::path secrets = folder / kSecretsFolder;
  if (::mkdir(secrets.c_str(), kOwnerOnlyFolder) != 0) {
    return fail_errno("cannot create " + secrets.string(), errno);
  }
  for (const fs::path& file : files) {
    AUDMG_TRY(const Descriptor source, open_to_read(file));
    const fs::path name = file.filename();
    const Descriptor target(
        ::open((secrets / name).c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, kOwnerOnlyFile));
    if (!target.is_open()) return fail_errno("cannot create " + name.string(), errno);
    struct stat status{};
    if (::fstat(source.get(), &status) != 0) return fail_errno("cannot read a secret", errno);
    AUDMG_CHECK(
        copy_file_bytes(source.get(), target.get(), static_cast<std::uint64_t>(status.st_size)));
    AUDMG_TRY(ManifestFile described, describe(folder, fs::path(kSecretsFolder) / name));
    copied.push_back(std::move(described));
  }
  return copied;
}

/// The previous snapshot, whose copies may be reused; in copy mode only one that shares nothing
/// with the drive.
struct Former {
  fs::path objects;
  bool shares = false;
  std::unordered_set<std::string> missing{};
};

Result<std::unordered_set<std::string>> read_missing_keys(const fs::path& file) {
  std::unordered_set<std::string> missing;
  AUDMG_TRY(ManifestReader manifest, ManifestReader::open(file));
  for (;;) {
    AUDMG_TRY(auto object, manifest.next());
    if (!object) return missing;
    if (object->missing) missing.insert(std::move(object->key));
  }
}

Result<Former> find_former(const CreateRequest& request) {
  AUDMG_TRY(const auto snapshots, list_snapshots(request.directory));
  if (snapshots.empty()) return Former{};
  const fs::path& folder = snapshots.back().folder;
  const fs::path file = folder / kManifestFile;
  const auto manifest = read_manifest_summary(file);
  // One that cannot be read serves nobody; `verify` says so.
  if (!manifest) return Former{};
  const bool shares = manifest->end.linked > 0;
  if (shares && request.mode == CopyMode::copy) return Former{};
  Former former{folder / kObjectsFolder, shares};
  if (manifest->end.missing > 0) {
    auto missing = read_missing_keys(file);
    if (!missing) return Former{};
    former.missing = *std::move(missing);
  }
  return former;
}

/// Adds the objects that the records name to the snapshot, and lists them in the manifest.
class ObjectRun {
 public:
  ObjectRun(database::RecordSnapshot& records, ObjectFolder& folder, ManifestWriter& manifest,
            bool former_shares, Progress& progress)
      : records_(records),
        folder_(folder),
        manifest_(manifest),
        former_shares_(former_shares),
        progress_(progress) {}

  Result<void> run(const std::stop_token& stop) {
    AUDMG_CHECK(run_workers([this] { return step(); }, stop));
    return manifest_.finish(end_);
  }

  [[nodiscard]] const ManifestEnd& end() const noexcept { return end_; }
  CreateReport report;

 private:
  Result<bool> step() {
    std::vector<database::File> files;
    {
      const std::scoped_lock lock(records_mutex_);
      AUDMG_TRY(files, records_.next_files(kFilesPerStep));
    }
    for (const database::File& file : files) {
      for (const NamedObject& object : named_objects(file)) {
        AUDMG_CHECK(store(object, object.key == file.object_key ? file.crc32 : std::nullopt));
      }
      ++progress_.done;
    }
    const std::scoped_lock lock(manifest_mutex_);
    end_.files += files.size();
    return !files.empty();
  }

  Result<void> store(const NamedObject& object, std::optional<std::uint32_t> crc32) {
    const auto stored = folder_.store(object);
    // Two records name it; it is in the manifest by the first.
    if (!stored && stored.error().code == ErrorCode::already_exists) return {};
    const bool is_lacking = !stored && (stored.error().code == ErrorCode::not_found ||
                                        stored.error().code == ErrorCode::corrupt);
    if (!stored && !is_lacking) return std::unexpected(stored.error());
    const std::scoped_lock lock(manifest_mutex_);
    if (is_lacking) return note_lacking(object, crc32);
    ++end_.objects;
    end_.bytes += stored->size;
    progress_.bytes += stored->size;
    switch (stored->how) {
      case StoredObject::How::linked:
        ++report.linked;
        ++end_.linked;
        break;
      case StoredObject::How::reused:
        ++report.reused;
        if (former_shares_) ++end_.linked;
        break;
      case StoredObject::How::copied:
        ++report.copied;
        break;
    }
    return manifest_.add(
        {.key = object.key, .size = stored->size, .sha256 = object.sha256, .crc32 = crc32});
  }

  /// The drive lost it before; the snapshot is still the best available. Anything but an original
  /// or a companion can be made again.
  Result<void> note_lacking(const NamedObject& object, std::optional<std::uint32_t> crc32) {
    if (object.sha256.empty()) return {};
    ++end_.missing;
    if (report.missing_keys.size() < kMaxMissingKeys) report.missing_keys.push_back(object.key);
    return manifest_.add({.key = object.key,
                          .size = object.size.value_or(0),
                          .sha256 = object.sha256,
                          .crc32 = crc32,
                          .missing = true});
  }

  database::RecordSnapshot& records_;
  ObjectFolder& folder_;
  ManifestWriter& manifest_;
  const bool former_shares_;
  Progress& progress_;
  std::mutex records_mutex_;
  std::mutex manifest_mutex_;
  ManifestEnd end_;
};

Result<CreateReport> fill(const Snapshot& snapshot, const CreateRequest& request,
                          const Drive& drive, const Clock& clock, Progress& progress,
                          const std::stop_token& stop) {
  const TimePoint now = clock.now();
  const fs::path records_file(drive.records.file_name());
  AUDMG_TRY(const auto records, drive.records.create_snapshot(snapshot.folder / records_file));
  // From here on the copy is older than the drive, so a database that is restored by hand is
  // noticed.
  AUDMG_CHECK(drive.raise_generation());
  ManifestHeader header{
      .created_at = now, .program = drive.program, .secrets_elsewhere = drive.secrets_elsewhere};
  AUDMG_TRY(header.drive, records->find_identity());
  AUDMG_TRY(header.records, describe(snapshot.folder, records_file));
  AUDMG_TRY(header.secrets, copy_secrets(drive.secret_files, snapshot.folder));
  AUDMG_TRY(auto manifest, ManifestWriter::create(snapshot.folder / kManifestFile, header));
  AUDMG_TRY(progress.total, records->count_files());
  AUDMG_TRY(const Former former, find_former(request));
  AUDMG_TRY(const auto folder, ObjectFolder::open(snapshot.folder / kObjectsFolder, drive.objects,
                                                  {.mode = request.mode,
                                                   .former = former.objects,
                                                   .missing_in_former = former.missing,
                                                   .store_seals = drive.store_seals}));
  ObjectRun run(*records, *folder, manifest, former.shares, progress);
  AUDMG_CHECK(run.run(stop));
  AUDMG_CHECK(folder->check_whole(run.end().objects));
  run.report.snapshot = snapshot.name;
  run.report.files = run.end().files;
  run.report.objects = run.end().objects;
  run.report.bytes = run.end().bytes;
  run.report.missing = run.end().missing;
  return std::move(run.report);
}

/// Removes the oldest of this drive's snapshots, unless the newest one is a reason to keep them.
Result<void> prune(BackupFolder& folder, const CreateRequest& request,
                   const std::optional<database::DriveIdentity>& drive, CreateReport& report) {
  if (!request.keep || report.missing > 0) return {};
  AUDMG_TRY(const std::vector<OwnSnapshot> own, list_own_snapshots(request.directory, drive));
  // The last one is the new one.
  const std::uint64_t before = own.size() < 2 ? 0 : own[own.size() - 2].manifest.end.files;
  if (report.files * kShrunkFactor < before) {
    report.shrunk_from = before;
    return {};
  }
  for (std::size_t i = 0; i + *request.keep < own.size(); ++i) {
    AUDMG_TRY(const bool removed, folder.remove(own[i].snapshot));
    if (removed) ++report.pruned;
  }
  return {};
}

}  // namespace

Result<CreateReport> create_backup(const CreateRequest& request, const Drive& drive,
                                   const Clock& clock, Progress& progress,
                                   const std::stop_token& stop) {
  AUDMG_CHECK(drive.check());
  AUDMG_TRY(BackupFolder folder, BackupFolder::open(request.directory));
  AUDMG_TRY(const auto identity, drive.repository.find_identity());
  AUDMG_CHECK(require_own_folder(request.directory, identity));
  AUDMG_TRY(const auto kept, KeptObjects::take(drive.repository, clock));
  AUDMG_TRY(const Snapshot snapshot, folder.begin_snapshot(clock.now()));
  auto report = fill(snapshot, request, drive, clock, progress, stop);
  if (report) {
    if (auto still = kept->check(); !still) report = std::unexpected(std::move(still).error());
  }
  if (!report) {
    (void)folder.discard(snapshot);  // Otherwise the next run does.
    return report;
  }
  AUDMG_CHECK(folder.publish(snapshot));
  AUDMG_CHECK(prune(folder, request, identity, *report));
  return report;
}

}  // namespace audmg::backup

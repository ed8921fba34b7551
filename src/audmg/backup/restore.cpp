// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/backup/restore.hpp"

#include "audmg/backup/copy_bytes.hpp"
#include "audmg/backup/owner_only.hpp"
#include "audmg/backup/sealed_copy.hpp"
#include "audmg/backup/workers.hpp"
#include "audmg/core/errno_error.hpp"
#include "audmg/functions/integrity/drive_identity.hpp"
#include "audmg/sealing/sealed_reader.hpp"
#include "audmg/storage/object_store.hpp"
#include "audmg/storage/small_object.hpp"

#include <fmt/format.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace audmg::backup {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kRestoredLinesPerStep = 100;
constexpr std::size_t kRestoredPieceBytes = std::size_t{1024} * 1024;

class Restoration {
 public:
  Restoration(const SnapshotInUse& snapshot, ManifestReader manifest, const RestoreTarget& target,
              Progress& progress, const OnDamage& on_damage)
      : folder_(snapshot.folder()),
        manifest_(std::move(manifest)),
        target_(target),
        progress_(progress),
        on_damage_(on_damage) {}

  Result<RestoreReport> run(const fs::path& folder, const std::stop_token& stop) {
    const ManifestHeader& header = manifest_.header();
    // Before anything is written: without the records all else is worth little.
    AUDMG_CHECK(require_whole(header.records));
    AUDMG_CHECK(run_workers([this] { return step(); }, stop));
    AUDMG_CHECK(restore_secrets(header.secrets));
    // The records contain it too: both halves are those of the snapshot.
    if (header.drive) {
      AUDMG_CHECK(storage::put_small_object(std::string(functions::kDriveIdentityKey),
                                            functions::write_drive_identity(*header.drive),
                                            target_.objects));
    }
    AUDMG_CHECK(target_.records.restore_snapshot(folder / header.records.path));
    report_.header = header;
    report_.files = manifest_.end().files;
    report_.missing = manifest_.end().missing;
    return report_;
  }

 private:
  Result<Descriptor> open_below(const std::string& path) const {
    Descriptor file(::openat(folder_, path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
    if (!file.is_open()) return fail_errno("cannot open " + path, errno);
    return file;
  }

  Result<void> require_whole(const ManifestFile& expected) const {
    AUDMG_TRY(const Descriptor file, open_below(expected.path));
    AUDMG_TRY(const FileDigest digest, digest_of(file.get()));
    if (digest.sha256 == expected.sha256) return {};
    return fail(ErrorCode::corrupt,
                expected.path + " of this snapshot is damaged; take an earlier one");
  }

  Result<bool> step() {
    std::vector<ManifestObject> batch;
    {
      const std::scoped_lock lock(manifest_mutex_);
      while (batch.size() < kRestoredLinesPerStep) {
        AUDMG_TRY(auto object, manifest_.next());
        if (!object) break;
        if (object->missing) continue;
        batch.push_back(*std::move(object));
      }
    }
    for (const ManifestObject& object : batch) {
      AUDMG_CHECK(restore_object(object));
      ++progress_.done;
    }
    return !batch.empty();
  }

  Result<void> restore_object(const ManifestObject& object) {
    const std::string path = fmt::format("{}/{}", kObjectsFolder, object.key);
    auto file = open_below(path);
    if (!file && file.error().code == ErrorCode::not_found) {
      note_damage(path, file.error().message);
      return {};
    }
    // For example, descriptors ran out or permissions are missing, which proves nothing about the
    // object.
    if (!file) return std::unexpected(std::move(file).error());
    struct stat status{};
    if (::fstat(file->get(), &status) != 0) return fail_errno("cannot read " + path, errno);
    Result<std::unique_ptr<sealing::SealedReader>> sealed = nullptr;
    // Without a keyring nothing is sealed, whatever somebody's file begins with.
    if (target_.keyring != nullptr) {
      sealed = open_sealed_copy(file->get(), static_cast<std::uint64_t>(status.st_size),
                                target_.keyring.get(), object.key);
    }
    if (!sealed && sealed.error().code == ErrorCode::corrupt) {
      note_damage(path, sealed.error().message);
      return {};
    }
    if (!sealed) return std::unexpected(std::move(sealed).error());
    AUDMG_TRY(auto writer, target_.objects.put_object({.key = object.key, .size = std::nullopt}));
    const auto result =
        *sealed != nullptr ? copy_opened(**sealed, *writer) : copy_into(file->get(), *writer);
    // What was not authenticated must not get into the drive.
    if (!result && result.error().code == ErrorCode::corrupt) {
      note_damage(path, result.error().message);
      return {};
    }
    if (!result) return std::unexpected(result.error());
    const std::uint64_t copied = *result;
    AUDMG_TRY(const storage::ObjectInfo stored, writer->commit());
    if (copied != object.size) {
      note_damage(path, fmt::format("has {} bytes, not {}", copied, object.size));
    } else if (!object.sha256.empty() && stored.sha256 != object.sha256) {
      note_damage(path, "has other bytes than were written");
    }
    const std::scoped_lock lock(report_mutex_);
    ++report_.objects;
    report_.bytes += copied;
    progress_.bytes += copied;
    return {};
  }

  static Result<std::uint64_t> copy_into(int file, storage::ObjectWriter& writer) {
    std::vector<std::byte> piece(kRestoredPieceBytes);
    std::uint64_t copied = 0;
    for (;;) {
      const ssize_t count = ::read(file, piece.data(), piece.size());
      if (count < 0 && errno == EINTR) continue;
      if (count < 0) return fail_errno("cannot read the backup", errno);
      if (count == 0) return copied;
      AUDMG_CHECK(writer.write(std::span(piece).first(static_cast<std::size_t>(count))));
      copied += static_cast<std::uint64_t>(count);
    }
  }

  static Result<std::uint64_t> copy_opened(sealing::SealedReader& object,
                                           storage::ObjectWriter& writer) {
    std::vector<std::byte> piece(kRestoredPieceBytes);
    std::uint64_t copied = 0;
    for (;;) {
      AUDMG_TRY(const std::size_t count, object.read_at(copied, piece));
      if (count == 0) return copied;
      AUDMG_CHECK(writer.write(std::span(piece).first(count)));
      copied += count;
    }
  }

  void note_damage(const std::string& path, std::string what) {
    const std::scoped_lock lock(report_mutex_);
    ++report_.damaged;
    on_damage_({path, std::move(what)});
  }

  Result<void> restore_secrets(const std::vector<ManifestFile>& secrets) {
    if (secrets.empty() || target_.secrets_folder.empty()) return {};
    if (::mkdir(target_.secrets_folder.c_str(), kOwnerOnlyFolder) != 0) {
      return fail_errno("cannot create " + target_.secrets_folder.string(), errno);
    }
    for (const ManifestFile& secret : secrets) {
      AUDMG_CHECK(require_whole(secret));
      AUDMG_TRY(const Descriptor source, open_below(secret.path));
      const fs::path file = target_.secrets_folder / fs::path(secret.path).filename();
      const Descriptor copy(
          ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, kOwnerOnlyFile));
      if (!copy.is_open()) return fail_errno("cannot create " + file.string(), errno);
      AUDMG_CHECK(copy_file_bytes(source.get(), copy.get(), secret.size));
      if (::syncfs(copy.get()) != 0) return fail_errno("cannot sync " + file.string(), errno);
    }
    return {};
  }

  const int folder_;
  ManifestReader manifest_;
  const RestoreTarget& target_;
  Progress& progress_;
  const OnDamage& on_damage_;
  std::mutex manifest_mutex_;
  std::mutex report_mutex_;
  RestoreReport report_;
};

}  // namespace

Result<RestoreReport> restore_snapshot(const Snapshot& snapshot, const RestoreTarget& target,
                                       Progress& progress, const OnDamage& on_damage,
                                       const std::stop_token& stop) {
  AUDMG_TRY(const SnapshotInUse held, SnapshotInUse::hold(snapshot));
  AUDMG_TRY(const ManifestSummary summary, read_manifest_summary(snapshot.folder / kManifestFile));
  progress.total = summary.end.objects;
  AUDMG_TRY(const auto there,
            target.objects.list_objects({.prefix = {}, .start_after = {}, .max_keys = 1}));
  if (!there.empty()) {
    return fail(ErrorCode::already_exists, "the object store to restore into is not empty");
  }
  AUDMG_TRY(ManifestReader manifest, ManifestReader::open(snapshot.folder / kManifestFile));
  return Restoration(held, std::move(manifest), target, progress, on_damage)
      .run(snapshot.folder, stop);
}

}  // namespace audmg::backup

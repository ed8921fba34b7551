// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/storage/adapters/filesystem/object_sealer.hpp"

#include "audmg/sealing/sealed_object.hpp"
#include "audmg/sealing/stream_sealer.hpp"
#include "audmg/storage/adapters/filesystem/object_listing.hpp"
#include "audmg/storage/adapters/filesystem/sealed_file.hpp"

#include <fcntl.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <mutex>
#include <optional>
#include <span>
#include <vector>

namespace audmg::storage::filesystem {
namespace {

constexpr std::size_t kSealedPieceBytes = std::size_t{1} << 20;
/// So much at a time is on its way to the disk, so that the sync at the end is short.
constexpr std::uint64_t kSealedWritebackBytes = std::uint64_t{8} << 20;
/// A place begins with the folder that it is in.
constexpr std::string_view kInObjects = "objects/";
constexpr std::string_view kInQuarantine = "quarantine/";

/// The name without the folder of the day before it.
std::string_view name_in_quarantine(std::string_view path) {
  return path.substr(path.find('/') + 1);
}

bool is_same_version(const struct stat& one, const struct stat& other) {
  return one.st_dev == other.st_dev && one.st_ino == other.st_ino && one.st_size == other.st_size &&
         one.st_mtim.tv_sec == other.st_mtim.tv_sec && one.st_mtim.tv_nsec == other.st_mtim.tv_nsec;
}

/// Whether the error is one object's own, so that the others can be sealed all the same.
bool is_of_one_object(const Error& error) {
  return error.code == ErrorCode::out_of_space || error.code == ErrorCode::corrupt;
}

/// Makes of a failed read what it is to the run: damage of one object.
Error damage(Error error) {
  if (error.code == ErrorCode::internal) error.code = ErrorCode::corrupt;
  return error;
}

}  // namespace

Result<SealingStep> ObjectSealer::step(const SealingRequest& request) {
  if (folder_->keyring() == nullptr) {
    return fail(ErrorCode::conflict, "the object store has no key to seal with");
  }
  const std::string& after = request.after;
  const bool in_quarantine = after.starts_with(kInQuarantine);
  const std::string_view prefix = in_quarantine ? kInQuarantine : kInObjects;
  const std::string begin = after.size() > prefix.size() ? after.substr(prefix.size()) : "";
  AUDMG_TRY(const auto files,
            list_files(*folder_, in_quarantine ? folder_->quarantine() : folder_->objects(), ".",
                       {.prefix = {}, .start_after = begin, .max_keys = request.max_objects}));
  SealingStep step;
  for (const ListedFile& file : files) {
    const std::string path = std::string(prefix) + file.key;
    const std::string_view name = in_quarantine ? name_in_quarantine(file.key) : file.key;
    const auto bytes = seal(path, name, request.stop);
    if (!bytes && !is_of_one_object(bytes.error())) return std::unexpected(bytes.error());
    step.next = path;
    ++step.seen;
    if (!bytes) ++step.skipped;  // There may be room for a smaller one.
    if (!bytes || !*bytes) continue;
    ++step.sealed;
    step.bytes += **bytes;
    if (step.bytes >= request.max_bytes) return step;
  }
  if (files.size() == request.max_objects) return step;
  step.next = in_quarantine ? std::string() : std::string(kInQuarantine);
  return step;
}

Result<std::optional<std::uint64_t>> ObjectSealer::seal(const std::string& path,
                                                        std::string_view name,
                                                        const std::stop_token& stop) {
  AUDMG_CHECK(folder_->require_writable());
  FileOperations& operations = folder_->operations();
  auto parent = folder_->open_parent(path);
  if (!parent && parent.error().code == ErrorCode::not_found) return std::nullopt;
  if (!parent) return std::unexpected(std::move(parent).error());
  auto source =
      folder_->open_at(parent->get(), leaf_of(path).c_str(), O_RDONLY | O_NONBLOCK | O_NOCTTY);
  if (!source && source.error().code == ErrorCode::not_found) return std::nullopt;
  if (!source) return std::unexpected(std::move(source).error());
  struct stat status{};
  const int read = operations.status(source->get(), status);
  if (read < 0) return fail_with(read, "cannot read the status");
  if (!S_ISREG(status.st_mode)) return std::nullopt;
  const auto seal = find_seal(operations, source->get(), status, *folder_->keyring(), name);
  // A sealed object that is damaged is for the scrub to find.
  if (!seal && seal.error().code == ErrorCode::corrupt) return std::nullopt;
  if (!seal) return std::unexpected(damage(seal.error()));
  if (*seal) return std::nullopt;

  const auto size = static_cast<std::uint64_t>(status.st_size);
  AUDMG_CHECK(folder_->require_space(size));
  const std::string temporary = folder_->temporary_name();
  AUDMG_TRY(const OpenFile target,
            folder_->open_at(folder_->temporary(), temporary.c_str(), O_RDWR | O_CREAT | O_EXCL));
  Result<bool> replaced = false;
  if (const auto written = write_sealed(source->get(), status, target.get(), name, stop);
      !written) {
    replaced = std::unexpected(written.error());
  } else {
    replaced = replace(path, name, status, temporary);
  }
  if (!replaced || !*replaced) {
    static_cast<void>(operations.unlink(folder_->temporary(), temporary.c_str()));
  }
  cache_->drop(name);
  if (!replaced) return std::unexpected(std::move(replaced).error());
  if (!*replaced) return std::nullopt;
  return size;
}

Result<void> ObjectSealer::write_sealed(int source, const struct stat& status, int target,
                                        std::string_view name, const std::stop_token& stop) {
  FileOperations& operations = folder_->operations();
  const auto size = static_cast<std::uint64_t>(status.st_size);
  const auto object = sealing::SealedObject::make(*folder_->keyring(), name, 0);
  AUDMG_CHECK(write_fully(operations, target, object.header(), 0));
  std::uint64_t written = sealing::kSealedHeaderBytes;
  std::uint64_t flushed = 0;
  const auto write_out = [&](std::span<const std::byte> sealed) -> Result<void> {
    AUDMG_CHECK(write_fully(operations, target, sealed, written));
    written += sealed.size();
    return {};
  };
  sealing::StreamSealer sealer(object.begin_stream(0, true));
  operations.expect_sequential_reads(source);
  std::vector<std::byte> piece(kSealedPieceBytes);
  for (std::uint64_t done = 0; done < size;) {
    if (stop.stop_requested()) return fail(ErrorCode::unavailable, "told to stop", true);
    const auto wanted =
        static_cast<std::size_t>(std::min<std::uint64_t>(piece.size(), size - done));
    const auto count = read_fully(operations, source, std::span(piece).first(wanted), done);
    if (!count) return std::unexpected(damage(count.error()));
    if (*count == 0) return fail(ErrorCode::corrupt, "a plain object ends before its size");
    AUDMG_CHECK(sealer.append(std::span<const std::byte>(piece).first(*count), write_out));
    done += *count;
    if (written - flushed < kSealedWritebackBytes) continue;
    AUDMG_CHECK(folder_->start_writeback(target, flushed, written - flushed));
    flushed = written;
    AUDMG_CHECK(folder_->require_space(0));
  }
  AUDMG_CHECK(sealer.finish(write_out));
  // The bytes are the same to everybody, and so is their version.
  const int stamped = operations.set_modified(target, status.st_mtim);
  if (stamped < 0) return fail_with(stamped, "cannot set the time");
  return folder_->sync_file(target);
}

/// Returns false when the path no longer names the version that was sealed.
Result<bool> ObjectSealer::replace(const std::string& path, std::string_view name,
                                   const struct stat& status, const std::string& temporary) {
  FileOperations& operations = folder_->operations();
  const std::unique_lock alone(folder_->name_of(name));
  auto parent = folder_->open_parent(path);
  if (!parent && parent.error().code == ErrorCode::not_found) return false;
  if (!parent) return std::unexpected(std::move(parent).error());
  const std::string leaf = leaf_of(path);
  struct stat now{};
  const int read = operations.status_at(parent->get(), leaf.c_str(), now);
  if (read == -ENOENT) return false;
  if (read < 0) return fail_with(read, "cannot read the status");
  if (!is_same_version(now, status)) return false;
  const int renamed = operations.rename(folder_->temporary(), temporary.c_str(), parent->get(),
                                        leaf.c_str(), RenameMode::replace);
  if (renamed == -ENOENT) return false;  // The folder of its day was removed.
  if (renamed < 0) return fail_with(renamed, "cannot put a sealed object in its place");
  AUDMG_CHECK(folder_->sync_folder(parent->get()));
  return true;
}

}  // namespace audmg::storage::filesystem

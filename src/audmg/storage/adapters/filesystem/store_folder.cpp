// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/storage/adapters/filesystem/store_folder.hpp"

#include <fmt/core.h>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstddef>
#include <utility>
#include <vector>

namespace audmg::storage::filesystem {
namespace {

/// The set is cleared when it exceeds this size, at the price of one more fsync per folder.
constexpr std::size_t kMaxDurableFolders = 100'000;
constexpr std::int64_t kNanosecondsPerSecond = 1'000'000'000;

constexpr int kFolderFlags = O_RDONLY | O_DIRECTORY;

std::string_view parent_of(std::string_view path) noexcept {
  return path.substr(0, path.rfind('/'));
}

/// Returns the name in tmp/ of the object that `name` replaces.
std::string former(const std::string& name) { return name + ".former"; }

std::int64_t nanoseconds_of(const timespec& time) noexcept {
  return std::int64_t{time.tv_sec} * kNanosecondsPerSecond + time.tv_nsec;
}

}  // namespace

std::string object_path(std::string_view key) {
  return std::string(kObjectsFolder).append(1, '/').append(key);
}

std::string leaf_of(std::string_view path) { return std::string(path.substr(path.rfind('/') + 1)); }

std::string etag_of(const struct stat& status) {
  return fmt::format("{:x}-{:x}", status.st_size, nanoseconds_of(status.st_mtim));
}

ObjectInfo object_info_of(std::string key, const struct stat& status) {
  ObjectInfo info;
  info.key = std::move(key);
  info.size = static_cast<std::uint64_t>(status.st_size);
  info.etag = etag_of(status);
  info.last_modified = TimePoint(std::chrono::floor<std::chrono::milliseconds>(
      std::chrono::nanoseconds(nanoseconds_of(status.st_mtim))));
  return info;
}

ObjectInfo sealed_info_of(std::string key, struct stat status, std::uint64_t plain_bytes) {
  status.st_size = static_cast<off_t>(plain_bytes);
  return object_info_of(std::move(key), status);
}

Result<std::shared_ptr<StoreFolder>> StoreFolder::open(const FilesystemObjectStoreOptions& options,
                                                       FileOperations& operations) {
  std::shared_ptr<StoreFolder> folder(new StoreFolder(options, operations));
  AUDMG_CHECK(folder->open_all(options.root));
  AUDMG_CHECK(folder->empty_temporary());
  return folder;
}

Result<void> StoreFolder::open_all(const std::string& root) {
  // The root itself is the operator's choice: it may be a symbolic link or lie anywhere. Only what
  // is below it is held to the rules of open_beneath().
  const bool made = ::mkdir(root.c_str(), 0700) == 0;
  if (!made && errno != EEXIST) return fail_with(-errno, "cannot make the folder " + root);
  const int descriptor = ::open(root.c_str(), kFolderFlags | O_CLOEXEC);
  if (descriptor < 0) return fail_with(-errno, "cannot open the folder " + root);
  root_ = OpenFile(system_file_operations(), descriptor);
  if (::flock(root_.get(), LOCK_EX | LOCK_NB) < 0) {
    return fail(ErrorCode::unavailable, root + " is in use by another process");
  }
  if (made) {
    const int above = ::open((root + "/..").c_str(), kFolderFlags | O_CLOEXEC);
    if (above < 0) return fail_with(-errno, "cannot open the folder above " + root);
    const OpenFile above_root(system_file_operations(), above);
    AUDMG_CHECK(sync_folder(above_root.get()));
  }
  AUDMG_TRY(objects_, open_or_make_folder(root_.get(), std::string(kObjectsFolder)));
  AUDMG_TRY(quarantine_, open_or_make_folder(root_.get(), std::string(kQuarantineFolder)));
  AUDMG_TRY(temporary_, open_or_make_folder(root_.get(), "tmp"));
  AUDMG_TRY(uploads_, open_or_make_folder(root_.get(), "uploads"));
  AUDMG_CHECK(sync_folder(root_.get()));
  durable_folders_ = {std::string(kObjectsFolder), std::string(kQuarantineFolder)};
  return {};
}

Result<OpenFile> StoreFolder::open_or_make_folder(int parent, const std::string& name) {
  const int made = operations_.make_folder(parent, name.c_str());
  if (made < 0 && made != -EEXIST) return fail_with(made, "cannot make the folder " + name);
  return open_at(parent, name.c_str(), kFolderFlags);
}

Result<void> StoreFolder::empty_temporary() {
  std::vector<std::string> names;
  const int listed = operations_.list(temporary_.get(), [&](std::string_view name, bool is_folder) {
    if (!is_folder) names.emplace_back(name);
  });
  if (listed < 0) return fail_with(listed, "cannot list tmp");
  for (const auto& name : names) {
    const int removed = operations_.unlink(temporary_.get(), name.c_str());
    if (removed < 0 && removed != -ENOENT) return fail_with(removed, "cannot empty tmp");
  }
  return {};
}

Result<OpenFile> StoreFolder::open_at(int folder, const char* path, int flags) const {
  int file = operations_.open(folder, path, flags);
  const bool exhausted = file == -EMFILE || file == -ENFILE;
  if (exhausted && give_back_ && give_back_()) file = operations_.open(folder, path, flags);
  if (file < 0) return fail_with(file, std::string("cannot open ") + path);
  return OpenFile(operations_, file);
}

Result<void> StoreFolder::require_descriptors() const {
  // The temporary file, and two folders of the path to its place.
  constexpr std::size_t kDescriptorsOfAnUpload = 3;
  std::array<OpenFile, kDescriptorsOfAnUpload> files;
  for (OpenFile& file : files) {
    AUDMG_TRY(file, open_at(temporary_.get(), ".", kFolderFlags));
  }
  return {};
}

Result<void> StoreFolder::require_writable() const {
  if (!read_only_.load(std::memory_order_acquire)) return {};
  return fail(ErrorCode::unavailable,
              "the object store takes no more writes until restart: an earlier sync failed");
}

Result<std::uint64_t> StoreFolder::free_bytes() const {
  const std::int64_t free = operations_.free_bytes(root_.get());
  if (free < 0) return fail_with(free, "cannot ask for free space");
  return static_cast<std::uint64_t>(free);
}

Result<void> StoreFolder::require_space(std::uint64_t upcoming) const {
  AUDMG_TRY(const std::uint64_t available, free_bytes());
  if (available >= min_free_bytes_ && available - min_free_bytes_ >= upcoming) return {};
  return fail(ErrorCode::out_of_space,
              fmt::format("{} bytes are free; {} are needed and {} must stay free", available,
                          upcoming, min_free_bytes_));
}

Result<void> StoreFolder::sync_result(int result, std::string_view what) {
  if (result >= 0) return {};
  read_only_.store(true, std::memory_order_release);
  Error error = error_of(result, what);
  error.code = ErrorCode::unavailable;
  error.retryable = false;
  return std::unexpected(std::move(error));
}

Result<void> StoreFolder::sync_file(int file) {
  return sync_result(operations_.sync_file(file), "cannot sync a file");
}

Result<void> StoreFolder::sync_data(int file) {
  return sync_result(operations_.sync_data(file), "cannot sync a file's data");
}

Result<void> StoreFolder::sync_folder(int folder) {
  return sync_result(operations_.sync_folder(folder), "cannot sync a folder");
}

Result<void> StoreFolder::start_writeback(int file, std::uint64_t offset, std::uint64_t length) {
  const int result = operations_.start_writeback(file, offset, length);
  // Not every file system supports this call; then sync_file() does all the work.
  if (result == -ENOSYS || result == -EINVAL || result == -EOPNOTSUPP) return {};
  return sync_result(result, "cannot begin writing to the disk");
}

Result<OpenFile> StoreFolder::open_parent(std::string_view path) const {
  return open_at(root_.get(), std::string(parent_of(path)).c_str(), kFolderFlags);
}

bool StoreFolder::is_durable(const std::string& path) {
  const std::scoped_lock lock(durable_folders_mutex_);
  return durable_folders_.contains(path);
}

Result<OpenFile> StoreFolder::make_parent(std::string_view whole_path) {
  const std::string_view parent = parent_of(whole_path);
  if (is_durable(std::string(parent))) {
    auto opened = open_parent(whole_path);
    // The folder is gone although we made it: somebody cleaned up by hand. Make it again below.
    if (opened || opened.error().code != ErrorCode::not_found) return opened;
    const std::scoped_lock lock(durable_folders_mutex_);
    durable_folders_.clear();
  }
  AUDMG_TRY(OpenFile folder, open_at(root_.get(), ".", kFolderFlags));
  std::size_t begin = 0;
  while (begin < parent.size()) {
    const auto end = std::min(parent.find('/', begin), parent.size());
    const std::string path(parent.substr(0, end));
    const std::string name(parent.substr(begin, end - begin));
    const bool durable = is_durable(path);
    auto next = durable ? open_at(folder.get(), name.c_str(), kFolderFlags)
                        : open_or_make_folder(folder.get(), name);
    if (!next && next.error().code == ErrorCode::not_found) {
      return fail(ErrorCode::invalid_argument, "an object stands where the key needs a folder");
    }
    if (!next) return std::unexpected(std::move(next).error());
    if (!durable) {
      // Also needed when the folder existed: another thread, or a process that was killed, may have
      // made it without reaching this line.
      AUDMG_CHECK(sync_folder(folder.get()));
      const std::scoped_lock lock(durable_folders_mutex_);
      if (durable_folders_.size() >= kMaxDurableFolders) durable_folders_.clear();
      durable_folders_.insert(path);
    }
    folder = std::move(*next);
    begin = end + 1;
  }
  return folder;
}

Result<void> StoreFolder::publish(int folder, const std::string& name, std::string_view key) {
  AUDMG_CHECK(require_writable());
  const std::shared_lock naming(name_of(key));
  AUDMG_TRY(const OpenFile parent, make_parent(object_path(key)));
  const std::string leaf = leaf_of(key);
  Replaced replaced = Replaced::nothing;
  int renamed =
      operations_.rename(folder, name.c_str(), parent.get(), leaf.c_str(), RenameMode::no_replace);
  // EINVAL: the file system does not support this mode.
  if (renamed == -EEXIST || renamed == -EINVAL) {
    // A second name in tmp/ keeps the former object until the new one is safe.
    const int kept =
        operations_.link(parent.get(), leaf.c_str(), temporary(), former(name).c_str());
    replaced = kept < 0 ? Replaced::unknown : Replaced::kept;
    renamed =
        operations_.rename(folder, name.c_str(), parent.get(), leaf.c_str(), RenameMode::replace);
  }
  Result<void> result;
  if (renamed == -EISDIR || renamed == -ENOTEMPTY || renamed == -EEXIST) {
    result = fail(ErrorCode::invalid_argument, "a folder stands where the key needs a file");
  } else if (renamed < 0) {
    result = fail_with(renamed, "cannot rename to the key");
  } else {
    result = sync_folder(parent.get());
    if (!result) take_back(folder, name, parent.get(), leaf, replaced);
  }
  if (replaced == Replaced::kept) {
    // A name that cannot be removed now is removed when the store is opened.
    static_cast<void>(operations_.unlink(temporary(), former(name).c_str()));
  }
  return result;
}

void StoreFolder::take_back(int folder, const std::string& name, int parent,
                            const std::string& leaf, Replaced replaced) {
  // The object is not acknowledged, so it must not be visible. This may fail too; the result stays
  // the same.
  if (replaced == Replaced::nothing) {
    static_cast<void>(
        operations_.rename(parent, leaf.c_str(), folder, name.c_str(), RenameMode::no_replace));
  } else if (replaced == Replaced::kept &&
             operations_.rename(temporary(), former(name).c_str(), parent, leaf.c_str(),
                                RenameMode::exchange) == 0) {
    static_cast<void>(operations_.rename(temporary(), former(name).c_str(), folder, name.c_str(),
                                         RenameMode::no_replace));
  }
}

Result<struct stat> StoreFolder::stamp_and_sync(int file) {
  AUDMG_CHECK(require_writable());
  const int stamped = operations_.set_modified(file, next_modified_time());
  if (stamped < 0) return fail_with(stamped, "cannot set the time");
  AUDMG_CHECK(sync_file(file));
  struct stat status{};
  const int read = operations_.status(file, status);
  if (read < 0) return fail_with(read, "cannot read the status");
  return status;
}

timespec StoreFolder::next_modified_time() {
  const std::int64_t now = std::chrono::duration_cast<std::chrono::nanoseconds>(
                               std::chrono::system_clock::now().time_since_epoch())
                               .count();
  std::int64_t last = last_modified_ns_.load();
  std::int64_t next = 0;
  do {
    next = std::max(now, last + 1);
  } while (!last_modified_ns_.compare_exchange_weak(last, next));
  return timespec{.tv_sec = next / kNanosecondsPerSecond, .tv_nsec = next % kNanosecondsPerSecond};
}

std::string StoreFolder::temporary_name() {
  // tmp/ was empty when the store was opened and nobody else writes to it.
  return fmt::format("{:x}", next_temporary_.fetch_add(1));
}

}  // namespace audmg::storage::filesystem

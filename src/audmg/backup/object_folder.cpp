// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/backup/object_folder.hpp"

#include "audmg/backup/copy_bytes.hpp"
#include "audmg/backup/open_folder.hpp"
#include "audmg/backup/owner_only.hpp"
#include "audmg/backup/sealed_copy.hpp"
#include "audmg/core/errno_error.hpp"
#include "audmg/storage/object_store.hpp"

#include <fmt/format.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <ctime>
#include <system_error>

namespace audmg::backup {
namespace {

timespec modified_time(const storage::ObjectInfo& info) {
  const std::int64_t milliseconds = info.last_modified.time_since_epoch().count();
  return {.tv_sec = static_cast<std::time_t>(milliseconds / 1000),
          .tv_nsec = static_cast<long>(milliseconds % 1000 * 1'000'000)};
}

bool has_time(const struct stat& status, const timespec& time) {
  return status.st_mtim.tv_sec == time.tv_sec &&
         status.st_mtim.tv_nsec / 1'000'000 == time.tv_nsec / 1'000'000;
}

/// Returns whether links between these two places can never work, rather than one link having
/// failed.
bool is_another_place(int error_number) {
  return error_number == EXDEV || error_number == EPERM || error_number == EOPNOTSUPP;
}

Result<void> check_size(const NamedObject& object, std::uint64_t size) {
  if (!object.size || *object.size == size) return {};
  return fail(ErrorCode::corrupt,
              fmt::format("{} has {} bytes, not {}", object.key, size, *object.size));
}

std::unexpected<Error> folder_is_gone(const std::string& key) {
  return fail(ErrorCode::internal,
              "cannot create " + key + ": the folder of the snapshot was removed meanwhile");
}

}  // namespace

Result<std::unique_ptr<ObjectFolder>> ObjectFolder::open(const std::filesystem::path& folder,
                                                         storage::ObjectStore& store,
                                                         const ObjectFolderOptions& options) {
  AUDMG_TRY(Descriptor opened, open_folder(folder));
  Descriptor former;
  if (!options.former.empty()) {
    AUDMG_TRY(former, open_folder(options.former));
  }
  return std::unique_ptr<ObjectFolder>(
      new ObjectFolder(folder, std::move(opened), std::move(former), store, options));
}

Result<StoredObject> ObjectFolder::store(const NamedObject& object) {
  using How = StoredObject::How;
  std::unique_ptr<storage::ObjectReader> reader;
  if (links_) {
    AUDMG_TRY(reader, of_one_object(store_.get_object(object.key)));
    AUDMG_TRY(const bool linked, link_to_store(*reader, object.key));
    if (linked) {
      if (auto checked = check_size(object, reader->info().size); !checked) {
        AUDMG_CHECK(remove(object.key));
        return std::unexpected(std::move(checked).error());
      }
      return StoredObject{How::linked, reader->info().size};
    }
  }
  AUDMG_TRY(const auto reused, reuse(object));
  if (reused) return StoredObject{How::reused, *reused};
  if (reader == nullptr) {
    AUDMG_TRY(reader, of_one_object(store_.get_object(object.key)));
  }
  AUDMG_TRY(const std::uint64_t size, copy(*reader, object));
  return StoredObject{How::copied, size};
}

Result<bool> ObjectFolder::link_to_store(const storage::ObjectReader& reader,
                                         const std::string& key) {
  if (reader.stored_file() < 0) {
    links_ = false;
    return false;
  }
  // The way to link an open file that needs no privilege.
  const std::string source = fmt::format("/proc/self/fd/{}", reader.stored_file());
  AUDMG_TRY(const int linked, with_parent(key, [&] {
              return ::linkat(AT_FDCWD, source.c_str(), folder_.get(), key.c_str(),
                              AT_SYMLINK_FOLLOW);
            }));
  if (linked == 0) return true;
  if (errno == ENOSPC || errno == EDQUOT || errno == EEXIST) {
    return fail_errno("cannot link " + key, errno);
  }
  if (is_another_place(errno)) links_ = false;
  return false;  // also for too many links: a copy does
}

Result<std::optional<std::uint64_t>> ObjectFolder::reuse(const NamedObject& object) {
  struct stat status{};
  if (!former_.is_open() || missing_in_former_.contains(object.key) ||
      ::fstatat(former_.get(), object.key.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0 ||
      !S_ISREG(status.st_mode)) {
    return std::nullopt;
  }
  const auto stored = static_cast<std::uint64_t>(status.st_size);
  std::uint64_t size = object.size.value_or(0);
  if (!object.size) {
    AUDMG_TRY(const storage::ObjectInfo info, of_one_object(store_.head_object(object.key)));
    if (!has_time(status, modified_time(info))) return std::nullopt;
    size = info.size;
  }
  if (size != stored) {
    const Descriptor file(::openat(former_.get(), object.key.c_str(),
                                   O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
    if (!file.is_open()) return std::nullopt;
    const auto plain_bytes = sealed_plain_bytes(file.get(), stored);
    // A copy that cannot be read is made anew.
    if (!plain_bytes || *plain_bytes != size) return std::nullopt;
  } else if (store_seals_) {
    // The copy is plain. Linked from snapshot to snapshot, it would stay so for ever.
    AUDMG_TRY(const bool is_sealed, is_sealed_in_store(object.key));
    if (is_sealed) return std::nullopt;
  }
  AUDMG_TRY(const int linked, with_parent(object.key, [&] {
              return ::linkat(former_.get(), object.key.c_str(), folder_.get(), object.key.c_str(),
                              0);
            }));
  if (linked != 0) return std::nullopt;
  return size;
}

Result<bool> ObjectFolder::is_sealed_in_store(const std::string& key) {
  const auto reader = of_one_object(store_.get_object(key));
  if (reader) return (*reader)->descriptor() < 0 && (*reader)->stored_file() >= 0;
  // Of an object that is lost or damaged, the former copy is all that is left.
  const ErrorCode code = reader.error().code;
  if (code == ErrorCode::not_found || code == ErrorCode::corrupt) return false;
  return std::unexpected(reader.error());
}

Result<std::uint64_t> ObjectFolder::copy(storage::ObjectReader& reader, const NamedObject& object) {
  AUDMG_TRY(const int opened, with_parent(object.key, [&] {
              return ::openat(folder_.get(), object.key.c_str(),
                              O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, kOwnerOnlyFile);
            }));
  const Descriptor target(opened);
  if (!target.is_open()) {
    // The object was opened; it is the snapshot's folder that is not there.
    if (errno == ENOENT) return folder_is_gone(object.key);
    return fail_errno("cannot create " + object.key, errno);
  }
  if (auto filled = fill(target.get(), reader, object); !filled) {
    // The next snapshot must not take it for the object.
    AUDMG_CHECK(remove(object.key));
    return std::unexpected(std::move(filled).error());
  }
  return reader.info().size;
}

Result<void> ObjectFolder::fill(int target, storage::ObjectReader& reader,
                                const NamedObject& object) {
  AUDMG_CHECK(check_size(object, reader.info().size));
  std::string sha256;
  if (reader.stored_file() >= 0) {
    std::uint64_t size = reader.info().size;
    if (reader.descriptor() < 0) {  // sealed, and copied as it is
      struct stat status{};
      if (::fstat(reader.stored_file(), &status) != 0) {
        return fail_errno("cannot read the status of " + object.key, errno);
      }
      size = static_cast<std::uint64_t>(status.st_size);
    }
    AUDMG_CHECK(copy_file_bytes(reader.stored_file(), target, size));
  } else {
    AUDMG_TRY(sha256, copy_object_bytes(reader, target));
  }
  const std::array<timespec, 2> times{modified_time(reader.info()), modified_time(reader.info())};
  if (::futimens(target, times.data()) != 0) return fail_errno("cannot set a time", errno);
  if (!sha256.empty() && !object.sha256.empty() && sha256 != object.sha256) {
    return fail(ErrorCode::corrupt, object.key + " has not the bytes that were uploaded");
  }
  return {};
}

Result<void> ObjectFolder::remove(const std::string& key) {
  if (::unlinkat(folder_.get(), key.c_str(), 0) == 0 || errno == ENOENT) return {};
  return fail_errno("cannot remove " + key, errno);
}

Result<void> ObjectFolder::check_whole(std::uint64_t count) const {
  std::uint64_t found = 0;
  std::error_code error;
  for (std::filesystem::recursive_directory_iterator at(path_, error), end; !error && at != end;
       at.increment(error)) {
    if (at->is_regular_file(error)) ++found;
  }
  if (!error && found == count) return {};
  return fail(
      ErrorCode::internal,
      fmt::format("{} was changed from outside while the snapshot was made", path_.string()));
}

Result<int> ObjectFolder::with_parent(const std::string& key, const std::function<int()>& call) {
  const int result = call();
  // Most folders are there: looking first would cost a call for each object.
  if (result >= 0 || errno != ENOENT) return result;
  AUDMG_CHECK(make_parent(key));
  return call();
}

Result<void> ObjectFolder::make_parent(const std::string& key) {
  for (auto slash = key.find('/'); slash != std::string::npos; slash = key.find('/', slash + 1)) {
    if (::mkdirat(folder_.get(), key.substr(0, slash).c_str(), kOwnerOnlyFolder) == 0) continue;
    if (errno == ENOENT) return folder_is_gone(key);
    if (errno != EEXIST) return fail_errno("cannot create the folder of " + key, errno);
  }
  return {};
}

}  // namespace audmg::backup

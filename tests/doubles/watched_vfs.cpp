// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "doubles/watched_vfs.hpp"

#include "audmg/core/result.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace audmg {
namespace {

/// SQLite's state for an open file; the system's own follows it in memory.
struct WatchedFile {
  sqlite3_file base;
  WatchedVfs* vfs;
  std::string* path;
  FileRole role;
  int handle;
  bool writable;
};

WatchedFile& watched(sqlite3_file* file) { return *reinterpret_cast<WatchedFile*>(file); }
sqlite3_file* real(sqlite3_file* file) {
  return reinterpret_cast<sqlite3_file*>(reinterpret_cast<WatchedFile*>(file) + 1);
}
sqlite3_vfs* real_vfs() { return ::sqlite3_vfs_find("unix"); }

int close_file(sqlite3_file* file) {
  delete watched(file).path;
  return real(file)->pMethods->xClose(real(file));
}

int read_file(sqlite3_file* file, void* bytes, int length, sqlite3_int64 offset) {
  return real(file)->pMethods->xRead(real(file), bytes, length, offset);
}

int write_file(sqlite3_file* file, const void* bytes, int length, sqlite3_int64 offset) {
  WatchedFile& self = watched(file);
  const auto verdict = self.vfs->before_change();
  const int written = verdict == WatchedVfs::Verdict::pass ? length : length / 2;
  const int result = real(file)->pMethods->xWrite(real(file), bytes, written, offset);
  self.vfs->wrote(*self.path, self.role, self.handle, self.writable,
                  static_cast<std::uint64_t>(offset), static_cast<const char*>(bytes),
                  static_cast<std::size_t>(written));
  if (verdict == WatchedVfs::Verdict::fail_broken) return SQLITE_IOERR_WRITE;
  if (verdict == WatchedVfs::Verdict::fail_full) return SQLITE_FULL;
  return result;
}

int truncate_file(sqlite3_file* file, sqlite3_int64 size) {
  WatchedFile& self = watched(file);
  // Making a file shorter needs no room.
  if (self.vfs->before_change() == WatchedVfs::Verdict::fail_broken) return SQLITE_IOERR_TRUNCATE;
  self.vfs->truncated(*self.path, self.role, self.handle, self.writable,
                      static_cast<std::uint64_t>(size));
  return real(file)->pMethods->xTruncate(real(file), size);
}

int sync_file(sqlite3_file* file, int flags) {
  WatchedFile& self = watched(file);
  const bool succeeds = self.vfs->before_change(true) == WatchedVfs::Verdict::pass;
  self.vfs->synced(*self.path, self.role, self.handle, self.writable, succeeds);
  static_cast<void>(flags);  // Nothing is really synced: these tests ask the durable image.
  return succeeds ? SQLITE_OK : SQLITE_IOERR_FSYNC;
}

int file_size(sqlite3_file* file, sqlite3_int64* size) {
  return real(file)->pMethods->xFileSize(real(file), size);
}
int lock_file(sqlite3_file* file, int level) {
  return real(file)->pMethods->xLock(real(file), level);
}
int unlock_file(sqlite3_file* file, int level) {
  return real(file)->pMethods->xUnlock(real(file), level);
}
int check_reserved_lock(sqlite3_file* file, int* reserved) {
  return real(file)->pMethods->xCheckReservedLock(real(file), reserved);
}
int file_control(sqlite3_file* file, int operation, void* argument) {
  return real(file)->pMethods->xFileControl(real(file), operation, argument);
}
int sector_size(sqlite3_file* file) { return real(file)->pMethods->xSectorSize(real(file)); }
int device_characteristics(sqlite3_file* file) {
  return real(file)->pMethods->xDeviceCharacteristics(real(file));
}
int shm_map(sqlite3_file* file, int region, int size, int extend, void volatile** memory) {
  return real(file)->pMethods->xShmMap(real(file), region, size, extend, memory);
}
int shm_lock(sqlite3_file* file, int offset, int count, int flags) {
  return real(file)->pMethods->xShmLock(real(file), offset, count, flags);
}
void shm_barrier(sqlite3_file* file) { real(file)->pMethods->xShmBarrier(real(file)); }
int shm_unmap(sqlite3_file* file, int remove) {
  return real(file)->pMethods->xShmUnmap(real(file), remove);
}

const sqlite3_io_methods kMethods{2,
                                  close_file,
                                  read_file,
                                  write_file,
                                  truncate_file,
                                  sync_file,
                                  file_size,
                                  lock_file,
                                  unlock_file,
                                  check_reserved_lock,
                                  file_control,
                                  sector_size,
                                  device_characteristics,
                                  shm_map,
                                  shm_lock,
                                  shm_barrier,
                                  shm_unmap,
                                  nullptr,
                                  nullptr};

FileRole role_of(int flags) {
  if ((flags & SQLITE_OPEN_MAIN_DB) != 0) return FileRole::database;
  if ((flags & SQLITE_OPEN_WAL) != 0) return FileRole::log;
  if ((flags & SQLITE_OPEN_MAIN_JOURNAL) != 0) return FileRole::journal;
  return FileRole::other;
}

int open_file(sqlite3_vfs* vfs, const char* path, sqlite3_file* file, int flags, int* out_flags) {
  auto& self = *static_cast<WatchedVfs*>(vfs->pAppData);
  const int result = real_vfs()->xOpen(real_vfs(), path, real(file), flags, out_flags);
  file->pMethods = nullptr;
  if (result != SQLITE_OK) return result;
  WatchedFile& opened = watched(file);
  opened.vfs = &self;
  opened.path = new std::string(path == nullptr ? "" : path);
  opened.role = role_of(flags);
  opened.writable = (flags & SQLITE_OPEN_READWRITE) != 0;
  opened.handle = self.opened(*opened.path, opened.role, opened.writable);
  opened.base.pMethods = &kMethods;
  return SQLITE_OK;
}

int delete_file(sqlite3_vfs* vfs, const char* path, int sync_folder) {
  static_cast<WatchedVfs*>(vfs->pAppData)->removed(path);
  return real_vfs()->xDelete(real_vfs(), path, sync_folder);
}
int access_file(sqlite3_vfs* /*vfs*/, const char* path, int flags, int* result) {
  return real_vfs()->xAccess(real_vfs(), path, flags, result);
}
int full_pathname(sqlite3_vfs* /*vfs*/, const char* path, int length, char* out) {
  return real_vfs()->xFullPathname(real_vfs(), path, length, out);
}

}  // namespace

struct WatchedVfs::Registration {
  sqlite3_vfs vfs;
};

WatchedVfs::WatchedVfs() {
  static std::atomic<int> count{0};
  name_ = "watched-" + std::to_string(++count);
  ::sqlite3_initialize();
  registration_ = std::make_unique<Registration>(Registration{*real_vfs()});
  sqlite3_vfs& vfs = registration_->vfs;
  vfs.iVersion = 2;
  vfs.szOsFile = static_cast<int>(sizeof(WatchedFile)) + real_vfs()->szOsFile;
  vfs.pNext = nullptr;
  vfs.zName = name_.c_str();
  vfs.pAppData = this;
  vfs.xOpen = open_file;
  vfs.xDelete = delete_file;
  vfs.xAccess = access_file;
  vfs.xFullPathname = full_pathname;
  AUDMG_ASSERT(::sqlite3_vfs_register(&vfs, 0) == SQLITE_OK);
}

WatchedVfs::~WatchedVfs() { ::sqlite3_vfs_unregister(&registration_->vfs); }

void WatchedVfs::set_fault(DiskFault fault) {
  const std::scoped_lock lock(mutex_);
  fault_ = fault;
  changes_ = 0;
  struck_ = false;
}

bool WatchedVfs::fault_struck() const {
  const std::scoped_lock lock(mutex_);
  return struck_;
}

void WatchedVfs::note() {
  const std::scoped_lock lock(mutex_);
  events_.push_back({FileEvent::Kind::note, FileRole::other, 0, false, std::this_thread::get_id()});
}

std::vector<FileEvent> WatchedVfs::events() const {
  const std::scoped_lock lock(mutex_);
  return events_;
}

DurableImage WatchedVfs::durable_image() const {
  const std::scoped_lock lock(mutex_);
  DurableImage image;
  for (const auto& [path, file] : files_) image[path] = file.durable;
  return image;
}

void WatchedVfs::restore(const DurableImage& image) {
  const std::scoped_lock lock(mutex_);
  for (const auto& [path, file] : files_) {
    std::filesystem::remove(path);
    std::filesystem::remove(path + "-shm");
  }
  files_.clear();
  for (const auto& [path, bytes] : image) {
    std::ofstream(path, std::ios::binary)
        .write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  }
}

int WatchedVfs::opened(const std::string& path, FileRole role, bool writable) {
  const std::scoped_lock lock(mutex_);
  if (role != FileRole::other && !files_.contains(path)) {
    std::ifstream stream(path, std::ios::binary);
    files_[path].durable.assign(std::istreambuf_iterator<char>(stream), {});
  }
  const int handle = ++handles_;
  events_.push_back({FileEvent::Kind::open, role, handle, writable, std::this_thread::get_id()});
  return handle;
}

WatchedVfs::Verdict WatchedVfs::before_change(bool is_sync) {
  const std::scoped_lock lock(mutex_);
  if (fault_.only_syncs && !is_sync) return Verdict::pass;
  ++changes_;
  const bool strikes =
      fault_.nth > 0 && (fault_.for_ever ? changes_ >= fault_.nth : changes_ == fault_.nth);
  if (!strikes) return Verdict::pass;
  struck_ = true;
  return fault_.kind == DiskFault::Kind::full ? Verdict::fail_full : Verdict::fail_broken;
}

void WatchedVfs::wrote(const std::string& path, FileRole role, int handle, bool writable,
                       std::uint64_t offset, const char* bytes, std::size_t length) {
  const std::scoped_lock lock(mutex_);
  events_.push_back({FileEvent::Kind::write, role, handle, writable, std::this_thread::get_id()});
  if (role == FileRole::other) return;
  files_[path].unsynced.push_back({false, offset, std::vector<char>(bytes, bytes + length)});
}

void WatchedVfs::truncated(const std::string& path, FileRole role, int handle, bool writable,
                           std::uint64_t size) {
  const std::scoped_lock lock(mutex_);
  events_.push_back(
      {FileEvent::Kind::truncate, role, handle, writable, std::this_thread::get_id()});
  if (role == FileRole::other) return;
  files_[path].unsynced.push_back({true, size, {}});
}

void WatchedVfs::synced(const std::string& path, FileRole role, int handle, bool writable,
                        bool succeeded) {
  const std::scoped_lock lock(mutex_);
  if (succeeded) {
    events_.push_back({FileEvent::Kind::sync, role, handle, writable, std::this_thread::get_id()});
  }
  if (role == FileRole::other) return;
  File& file = files_[path];
  const std::vector<Change> changes = std::exchange(file.unsynced, {});
  if (!succeeded) return;
  for (const Change& change : changes) {
    if (change.truncate) {
      file.durable.resize(change.offset);
      continue;
    }
    const std::size_t end = change.offset + change.bytes.size();
    if (file.durable.size() < end) file.durable.resize(end);
    std::ranges::copy(change.bytes,
                      file.durable.begin() + static_cast<std::ptrdiff_t>(change.offset));
  }
}

void WatchedVfs::removed(const std::string& path) {
  const std::scoped_lock lock(mutex_);
  files_.erase(path);
}

}  // namespace audmg

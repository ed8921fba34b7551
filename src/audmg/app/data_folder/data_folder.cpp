// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/data_folder/data_folder.hpp"

#include "audmg/app/data_folder/durable_file.hpp"
#include "audmg/config/settings.hpp"
#include "audmg/core/ascii.hpp"
#include "audmg/core/number.hpp"

#include <fmt/format.h>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>
#include <utility>

namespace audmg::app {
namespace {

constexpr std::size_t kMaxLockNoteBytes = 512;

LockOwner read_note(int lock) {
  std::array<char, kMaxLockNoteBytes> text{};
  const ssize_t count = ::pread(lock, text.data(), text.size(), 0);
  std::string_view note(text.data(), count > 0 ? static_cast<std::size_t>(count) : 0);
  const auto pid = take_number<decltype(LockOwner::pid)>(note);
  if (!pid) return {};
  LockOwner owner{.pid = *pid, .command = {}};
  if (note.size() > 2) owner.command = note.substr(1, note.find('\n', 1) - 1);
  return owner;
}

void write_note(int lock, std::string_view command) {
  std::string note = fmt::format("{} {}", ::getpid(), command.substr(0, kMaxLockNoteBytes / 2));
  std::ranges::replace_if(note, is_control, ' ');
  note += '\n';
  // Only a note for people: the lock holds without it.
  if (::ftruncate(lock, 0) == 0) (void)!::pwrite(lock, note.data(), note.size(), 0);
}

std::string in_use_message(const DataLayout& layout, const LockOwner& owner) {
  const std::string who =
      owner.pid == 0 ? "another process"
                     : fmt::format("process {} ({})", owner.pid,
                                   owner.command.empty() ? "unknown command" : owner.command);
  return fmt::format(
      "the data folder {} is in use by {}; only one process at a time may own it. Stop that one "
      "first, or choose another folder with --data-dir.",
      layout.root.string(), who);
}

DataLayout layout_at(const std::filesystem::path& root) {
  std::error_code error;
  DataLayout layout{std::filesystem::absolute(root, error).lexically_normal()};
  if (!layout.root.has_filename()) layout.root = layout.root.parent_path();
  return layout;
}

}  // namespace

DataLayout layout_of(const config::Settings& settings) { return layout_at(settings.data_dir); }

Result<void> create_data_folder(const DataLayout& layout) {
  const std::filesystem::path& root = layout.root;
  std::error_code error;
  if (std::filesystem::is_directory(root, error)) return {};
  if (std::filesystem::exists(root, error)) {
    return fail(ErrorCode::invalid_argument, root.string() + " is not a folder");
  }
  if (root.has_parent_path()) {
    std::filesystem::create_directories(root.parent_path(), error);
    if (error) {
      return fail(
          ErrorCode::invalid_argument,
          fmt::format("cannot create {}: {}", root.parent_path().string(), error.message()));
    }
  }
  if (::mkdir(root.c_str(), kOwnerOnlyFolder) != 0 && errno != EEXIST) {
    return fail_errno("cannot create the data folder " + root.string(), errno);
  }
  return sync_folder(root.has_parent_path() ? root.parent_path() : ".");
}

Result<DataFolder> DataFolder::open(const std::filesystem::path& root, std::string_view command) {
  DataLayout layout = layout_at(root);
  AUDMG_CHECK(create_data_folder(layout));
  const int lock =
      ::open(layout.lock().c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, kOwnerOnlyFile);
  if (lock < 0) return fail_errno("cannot open " + layout.lock().string(), errno);
  DataFolder folder(std::move(layout), lock);
  if (::flock(lock, LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK) {
      return fail_errno("cannot lock " + folder.layout_.lock().string(), errno);
    }
    const LockOwner owner = read_note(lock);
    ::close(std::exchange(folder.lock_, -1));
    return fail(ErrorCode::conflict, in_use_message(folder.layout_, owner));
  }
  write_note(lock, command);
  return folder;
}

DataFolder::DataFolder(DataFolder&& other) noexcept
    : layout_(std::move(other.layout_)), lock_(std::exchange(other.lock_, -1)) {}

DataFolder::~DataFolder() {
  if (lock_ < 0) return;
  // The file stays: removing it would let two processes lock two files of one name.
  (void)!::ftruncate(lock_, 0);
  ::close(lock_);
}

std::optional<LockOwner> find_lock_owner(const DataLayout& layout) {
  const int lock = ::open(layout.lock().c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  if (lock < 0) return std::nullopt;
  std::optional<LockOwner> owner;
  if (::flock(lock, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK) owner = read_note(lock);
  ::close(lock);
  return owner;
}

}  // namespace audmg::app

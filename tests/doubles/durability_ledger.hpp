// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "doubles/hooked_file_operations.hpp"

#include <fmt/core.h>

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace audmg::storage::filesystem {

/// Watches calls and tracks the data that a power cut would lose: bytes written but not synced, and
/// names changed in a folder that was not synced. Reports a violation of the order when it happens;
/// unsynced(), called at an acknowledgement, reports what is still missing.
class DurabilityLedger {
 public:
  using Kind = FileCall::Kind;

  /// Names under this folder do not matter after a restart.
  void ignore_folder(const std::string& path) { ignored_.insert(inode_of(path)); }

  void before(const FileCall& call) {
    if (call.kind == Kind::write) {
      before_write(call);
    } else if (call.kind == Kind::rename) {
      const Inode moved = inode_at(call.file, call.name);
      if (dirty_.contains(moved)) breach("renamed before its bytes were synced", call.name);
    } else if (call.kind == Kind::remove_folder) {
      removed_folder_ = inode_at(call.file, call.name);
    }
  }

  void after(const FileCall& call, std::int64_t result) {
    switch (call.kind) {
      case Kind::open:
        if (result >= 0) names_[inode_of(static_cast<int>(result))] = call.name;
        break;
      case Kind::write:
      case Kind::resize:
      case Kind::set_modified:
        if (result >= 0) dirty_.insert(inode_of(call.file));
        break;
      case Kind::sync_file:
      case Kind::sync_data:
        if (result >= 0) dirty_.erase(inode_of(call.file));
        break;
      case Kind::sync_folder:
        if (result >= 0) changed_folders_.erase(inode_of(call.file));
        break;
      case Kind::rename:
        if (result < 0) break;
        change_folder(call.to_folder, call.to_name);
        change_folder(call.file, call.name);
        names_[inode_at(call.to_folder, call.to_name)] = call.to_name;
        break;
      case Kind::unlink:
      case Kind::make_folder:
        // Also when the work was already done: it is not known who did it and whether it was
        // synced.
        if (result >= 0 || result == -ENOENT || result == -EEXIST) {
          change_folder(call.file, call.name);
        }
        break;
      case Kind::remove_folder:
        if (result < 0) break;
        changed_folders_.erase(removed_folder_);
        change_folder(call.file, call.name);
        break;
      case Kind::link:
        if (result >= 0) change_folder(call.to_folder, call.to_name);
        break;
      case Kind::read:
      case Kind::writeback:
      case Kind::status:
      case Kind::list:
      case Kind::free_bytes:
        break;
    }
  }

  [[nodiscard]] const std::vector<std::string>& breaches() const { return breaches_; }

  [[nodiscard]] std::vector<std::string> unsynced() const {
    std::vector<std::string> owed;
    for (const Inode& inode : dirty_) owed.push_back("bytes of " + names_.at(inode));
    for (const auto& [inode, name] : changed_folders_) owed.push_back("the name " + name);
    return owed;
  }

 private:
  using Inode = std::pair<dev_t, ino_t>;

  static Inode inode_of(int file) {
    struct stat status{};
    ::fstat(file, &status);
    return {status.st_dev, status.st_ino};
  }
  static Inode inode_of(const std::string& path) {
    struct stat status{};
    ::stat(path.c_str(), &status);
    return {status.st_dev, status.st_ino};
  }
  static Inode inode_at(int folder, std::string_view name) {
    struct stat status{};
    ::fstatat(folder, std::string(name).c_str(), &status, AT_SYMLINK_NOFOLLOW);
    return {status.st_dev, status.st_ino};
  }

  void before_write(const FileCall& call) {
    // An upload is two files: a record in the index means that the data is safe, and its absence
    // means that it may not be. So neither is written while the other is unsynced.
    const Inode inode = inode_of(call.file);
    const std::string& name = names_[inode];
    const std::string other = name.ends_with(kIndex) ? name.substr(0, name.size() - kIndex.size())
                                                     : name + std::string(kIndex);
    for (const Inode& dirty : dirty_) {
      if (dirty != inode && names_[dirty] == other) {
        breach("written before " + other + " was synced", name);
      }
    }
  }

  void change_folder(int folder, std::string_view name) {
    const Inode inode = inode_of(folder);
    if (!ignored_.contains(inode)) changed_folders_[inode] = name;
  }

  void breach(const std::string& what, std::string_view name) {
    breaches_.push_back(fmt::format("{}: {}", name, what));
  }

  static constexpr std::string_view kIndex = ".index";

  std::map<Inode, std::string> names_;
  std::set<Inode> dirty_;
  std::map<Inode, std::string> changed_folders_;
  std::set<Inode> ignored_;
  Inode removed_folder_;
  std::vector<std::string> breaches_;
};

}  // namespace audmg::storage::filesystem

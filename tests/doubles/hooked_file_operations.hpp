// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/storage/adapters/filesystem/file_operations.hpp"

#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace audmg::storage::filesystem {

/// One call, before it is made.
struct FileCall {
  enum class Kind {
    open,
    read,
    write,
    writeback,
    sync_file,
    sync_data,
    sync_folder,
    resize,
    set_modified,
    rename,
    link,
    unlink,
    make_folder,
    remove_folder,
    status,
    list,
    free_bytes
  };
  Kind kind = Kind::open;
  /// The call's descriptor: the file, or the folder of `name`.
  int file = -1;
  std::string_view name;
  /// Target folder of a rename or link.
  int to_folder = -1;
  std::string_view to_name;
};

[[nodiscard]] inline bool is_sync(FileCall::Kind kind) noexcept {
  return kind == FileCall::Kind::sync_file || kind == FileCall::Kind::sync_data ||
         kind == FileCall::Kind::sync_folder;
}

/// Shows every call first to a hook, which may let it through (nullopt) or replace its result: 0
/// pretends that it was made, a negative errno makes it fail. `after` sees the results of the calls
/// that were let through. Calls that cannot fail always bypass the hook.
class HookedFileOperations : public FileOperations {
 public:
  using Kind = FileCall::Kind;
  using Before = std::function<std::optional<int>(const FileCall&)>;
  using After = std::function<void(const FileCall&, std::int64_t result)>;

  void set(Before before, After after = {}) {
    const std::scoped_lock lock(mutex_);
    before_ = std::move(before);
    after_ = std::move(after);
  }

  int open(int folder, const char* path, int flags) override {
    return call<int>({Kind::open, folder, path, -1, {}},
                     [&] { return inner_.open(folder, path, flags); });
  }
  void close(int file) override { inner_.close(file); }
  ssize_t read_at(int file, std::span<std::byte> into, std::uint64_t offset) override {
    return call<ssize_t>({Kind::read, file, {}, -1, {}},
                         [&] { return inner_.read_at(file, into, offset); });
  }
  ssize_t write_at(int file, std::span<const std::byte> bytes, std::uint64_t offset) override {
    return call<ssize_t>({Kind::write, file, {}, -1, {}},
                         [&] { return inner_.write_at(file, bytes, offset); });
  }
  void expect_sequential_reads(int file) override { inner_.expect_sequential_reads(file); }
  int start_writeback(int file, std::uint64_t offset, std::uint64_t length) override {
    return call<int>({Kind::writeback, file, {}, -1, {}},
                     [&] { return inner_.start_writeback(file, offset, length); });
  }
  int sync_file(int file) override {
    return call<int>({Kind::sync_file, file, {}, -1, {}}, [&] { return inner_.sync_file(file); });
  }
  int sync_data(int file) override {
    return call<int>({Kind::sync_data, file, {}, -1, {}}, [&] { return inner_.sync_data(file); });
  }
  int sync_folder(int folder) override {
    return call<int>({Kind::sync_folder, folder, {}, -1, {}},
                     [&] { return inner_.sync_folder(folder); });
  }
  int resize(int file, std::uint64_t size) override {
    return call<int>({Kind::resize, file, {}, -1, {}}, [&] { return inner_.resize(file, size); });
  }
  int set_modified(int file, timespec time) override {
    return call<int>({Kind::set_modified, file, {}, -1, {}},
                     [&] { return inner_.set_modified(file, time); });
  }
  int rename(int from_folder, const char* from, int to_folder, const char* to,
             RenameMode mode) override {
    return call<int>({Kind::rename, from_folder, from, to_folder, to},
                     [&] { return inner_.rename(from_folder, from, to_folder, to, mode); });
  }
  int link(int from_folder, const char* from, int to_folder, const char* to) override {
    return call<int>({Kind::link, from_folder, from, to_folder, to},
                     [&] { return inner_.link(from_folder, from, to_folder, to); });
  }
  int unlink(int folder, const char* name) override {
    return call<int>({Kind::unlink, folder, name, -1, {}},
                     [&] { return inner_.unlink(folder, name); });
  }
  int make_folder(int folder, const char* name) override {
    return call<int>({Kind::make_folder, folder, name, -1, {}},
                     [&] { return inner_.make_folder(folder, name); });
  }
  int remove_folder(int folder, const char* name) override {
    return call<int>({Kind::remove_folder, folder, name, -1, {}},
                     [&] { return inner_.remove_folder(folder, name); });
  }
  int status(int file, struct stat& into) override {
    return call<int>({Kind::status, file, {}, -1, {}}, [&] { return inner_.status(file, into); });
  }
  int status_at(int folder, const char* name, struct stat& into) override {
    return call<int>({Kind::status, folder, name, -1, {}},
                     [&] { return inner_.status_at(folder, name, into); });
  }
  int list(int folder, const EntrySink& sink) override {
    return call<int>({Kind::list, folder, {}, -1, {}}, [&] { return inner_.list(folder, sink); });
  }
  std::int64_t free_bytes(int folder) override {
    return call<std::int64_t>({Kind::free_bytes, folder, {}, -1, {}},
                              [&] { return inner_.free_bytes(folder); });
  }

 private:
  template <class Value, class Make>
  Value call(const FileCall& call, const Make& make) {
    Before before;
    After after;
    {
      const std::scoped_lock lock(mutex_);
      before = before_;
      after = after_;
    }
    if (before) {
      if (const auto answer = before(call)) return *answer;
    }
    const Value result = make();
    if (after) after(call, result);
    return result;
  }

  FileOperations& inner_ = system_file_operations();
  std::mutex mutex_;
  Before before_;
  After after_;
};

}  // namespace audmg::storage::filesystem

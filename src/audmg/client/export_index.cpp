// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/client/export_index.hpp"

#include "audmg/client/local_names.hpp"
#include "audmg/client/private_file.hpp"
#include "audmg/core/errno_error.hpp"
#include "audmg/core/id.hpp"
#include "audmg/core/text.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <utility>

namespace audmg::client {
namespace {

constexpr const char* kFileName = ".audmg-export";
/// Some millions of files.
constexpr std::size_t kMaxIndexBytes = std::size_t{512} * 1024 * 1024;
constexpr std::size_t kIdBytes = 36;
constexpr std::size_t kIdBytesInName = 12;

/// An index that was tampered with must not lead out of the folder.
bool is_safe_path(std::string_view path) {
  if (path.empty() || path.front() == '/' || path.back() == '/') return false;
  for (std::string_view rest = path; !rest.empty();) {
    const std::string_view part = take_until(rest, '/');
    if (part.empty() || part.front() == '.') return false;
  }
  return true;
}

}  // namespace

ExportIndex::ExportIndex(ExportIndex&& other) noexcept
    : paths_(std::move(other.paths_)),
      owners_(std::move(other.owners_)),
      file_(std::exchange(other.file_, -1)) {}

ExportIndex::~ExportIndex() {
  if (file_ >= 0) ::close(file_);
}

Result<ExportIndex> ExportIndex::open(const std::filesystem::path& folder) {
  AUDMG_CHECK(make_private_folder(folder));
  const std::filesystem::path path = folder / kFileName;
  ExportIndex index;
  index.file_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (index.file_ < 0) return fail_errno("cannot open " + path.string(), errno);
  if (::flock(index.file_, LOCK_EX | LOCK_NB) != 0) {
    return fail(ErrorCode::conflict, "another command exports to " + folder.string());
  }
  AUDMG_TRY(const auto text, read_small_file(path, kMaxIndexBytes));
  for (std::string_view rest = text ? std::string_view(*text) : std::string_view();
       !rest.empty();) {
    index.take(take_until(rest, '\n'));
  }
  // A line that a kill has cut short must not swallow the next one.
  if (text && !text->empty() && text->back() != '\n' && ::write(index.file_, "\n", 1) != 1) {
    return fail_errno("cannot write " + path.string(), errno);
  }
  return index;
}

void ExportIndex::take(std::string_view line) {
  const std::string_view key = take_until(line, ' ');
  const std::string_view of_id = key.substr(std::min(kIdBytes, key.size()));
  if (!is_uuid_text(key.substr(0, kIdBytes)) || !(of_id.empty() || of_id == "/video")) return;
  if (is_safe_path(line)) enter(std::string(key), std::string(line));
}

void ExportIndex::enter(const std::string& key, const std::string& path) {
  if (const auto former = paths_.find(key); former != paths_.end()) {
    owners_.erase(lower_case(former->second));
  }
  paths_[key] = path;
  owners_[lower_case(path)] = key;
}

std::optional<std::string> ExportIndex::find(std::string_view key) const {
  const std::scoped_lock lock(mutex_);
  const auto found = paths_.find(key);
  if (found == paths_.end()) return std::nullopt;
  return found->second;
}

Result<std::string> ExportIndex::assign(const Wish& wish) {
  const std::scoped_lock lock(mutex_);
  const std::string plain = wish.folder + "/" + wish.name;
  const std::string id = wish.key.substr(0, kIdBytes);
  const std::string longer =
      wish.folder + "/" + name_with(wish.name, " " + id.substr(id.size() - kIdBytesInName));
  const auto former = paths_.find(wish.key);
  if (former != paths_.end() && (former->second == plain || former->second == longer)) {
    return former->second;
  }
  const auto owner = owners_.find(lower_case(plain));
  const bool is_taken = wish.is_taken || (owner != owners_.end() && owner->second != wish.key);
  const std::string& path = is_taken ? longer : plain;
  const std::string line = wish.key + " " + path + "\n";
  if (::write(file_, line.data(), line.size()) != static_cast<ssize_t>(line.size())) {
    return fail_errno("cannot write the list of exported files", errno);
  }
  enter(wish.key, path);
  return path;
}

}  // namespace audmg::client

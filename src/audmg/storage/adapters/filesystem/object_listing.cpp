// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/storage/adapters/filesystem/object_listing.hpp"

#include "audmg/storage/object_key.hpp"

#include <fcntl.h>

#include <algorithm>
#include <cerrno>
#include <string>
#include <string_view>
#include <utility>

namespace audmg::storage::filesystem {
namespace {

/// Smallest number of names to keep, even if fewer keys are wanted, so that a row of empty folders
/// does not cost one reading of the folder each.
constexpr std::size_t kMinBatch = 64;

class Listing {
 public:
  Listing(const StoreFolder& folder, const ListObjectsRequest& request)
      : folder_(folder), request_(request) {}

  /// `path` is "" or ends with "/".
  Result<void> walk(int parent, const char* name, const std::string& path) {
    auto opened = folder_.open_at(parent, name, O_RDONLY | O_DIRECTORY);
    if (!opened) {
      // Removed while we walk.
      if (opened.error().code == ErrorCode::not_found) return {};
      return std::unexpected(std::move(opened).error());
    }
    std::string after;
    bool more = true;
    while (more && wanted() > 0) {
      const std::size_t limit = std::max(wanted(), kMinBatch);
      AUDMG_TRY(const std::vector<std::string> batch,
                next_names(opened->get(), path, after, limit));
      for (const std::string& entry : batch) {
        if (wanted() == 0) return {};
        AUDMG_CHECK(visit(opened->get(), path, entry));
      }
      more = batch.size() == limit;
      if (more) after = batch.back();
    }
    return {};
  }

  std::vector<ListedFile> found;

 private:
  [[nodiscard]] std::size_t wanted() const { return request_.max_keys - found.size(); }

  /// Returns whether any key that begins with `path` can be in the result.
  [[nodiscard]] bool folder_may_match(std::string_view path) const {
    const std::string_view prefix = request_.prefix;
    const std::string_view after = request_.start_after;
    return (path.starts_with(prefix) || prefix.starts_with(path)) &&
           (path > after || after.starts_with(path));
  }

  [[nodiscard]] bool object_matches(std::string_view key) const {
    return key.starts_with(request_.prefix) && key > std::string_view(request_.start_after);
  }

  /// Returns the first `limit` names past `after` that can matter, in the order of the keys under
  /// them. A folder's name carries its "/", which sorts "a-b" before "a/b" and "a.b" too.
  Result<std::vector<std::string>> next_names(int folder, const std::string& path,
                                              const std::string& after, std::size_t limit) const {
    std::vector<std::string> heap;
    const int listed =
        folder_.operations().list(folder, [&](std::string_view name, bool is_folder) {
          std::string entry(name);
          if (is_folder) entry.push_back('/');
          if (entry <= after) return;
          const std::string whole = path + entry;
          if (is_folder ? !folder_may_match(whole) : !object_matches(whole)) return;
          if (heap.size() == limit) {
            if (entry >= heap.front()) return;
            std::pop_heap(heap.begin(), heap.end());
            heap.pop_back();
          }
          heap.push_back(std::move(entry));
          std::push_heap(heap.begin(), heap.end());
        });
    if (listed < 0) return fail_with(listed, "cannot list a folder");
    std::sort_heap(heap.begin(), heap.end());
    return heap;
  }

  Result<void> visit(int folder, const std::string& path, const std::string& entry) {
    if (entry.ends_with('/')) {
      return walk(folder, entry.substr(0, entry.size() - 1).c_str(), path + entry);
    }
    std::string key = path + entry;
    // The store did not put it there.
    if (!is_object_key(key)) return {};
    struct stat status{};
    const int read = folder_.operations().status_at(folder, entry.c_str(), status);
    if (read == -ENOENT) return {};
    if (read < 0) return fail_with(read, "cannot read the status");
    found.push_back({std::move(key), status});
    return {};
  }

  const StoreFolder& folder_;
  const ListObjectsRequest& request_;
};

}  // namespace

Result<std::vector<ListedFile>> list_files(const StoreFolder& folder, int parent,
                                           const std::string& name,
                                           const ListObjectsRequest& request) {
  Listing listing(folder, request);
  AUDMG_CHECK(listing.walk(parent, name.c_str(), ""));
  return std::move(listing.found);
}

}  // namespace audmg::storage::filesystem

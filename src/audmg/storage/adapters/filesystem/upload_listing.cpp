// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/storage/adapters/filesystem/upload_listing.hpp"

#include "audmg/storage/adapters/filesystem/open_file.hpp"
#include "audmg/storage/adapters/filesystem/upload_index.hpp"
#include "audmg/storage/adapters/filesystem/upload_registry.hpp"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

namespace audmg::storage::filesystem {
namespace {

auto place_of(const UnfinishedUpload& upload) { return std::tie(upload.key, upload.upload_id); }

/// Returns nothing for an upload that ended meanwhile, and for an unusable index.
Result<std::optional<UnfinishedUpload>> read_upload(const StoreFolder& folder, std::string id) {
  FileOperations& operations = folder.operations();
  auto index = folder.open_at(folder.uploads(), index_name(id).c_str(), O_RDONLY);
  if (!index && index.error().code == ErrorCode::not_found) return std::nullopt;
  if (!index) return std::unexpected(std::move(index).error());
  struct stat status{};
  const int read = operations.status(index->get(), status);
  if (read < 0) return fail_with(read, "cannot read the status");
  std::vector<std::byte> bytes(kIndexHeaderBytes);
  AUDMG_TRY(const std::size_t count, read_fully(operations, index->get(), bytes, 0));
  bytes.resize(count);
  auto header = decode_header(bytes);
  if (!header) return std::nullopt;
  // The index is written when the upload is created and then with every part.
  const TimePoint written_at = object_info_of({}, status).last_modified;
  return UnfinishedUpload{std::move(header->key), std::move(id), written_at};
}

}  // namespace

Result<std::vector<UnfinishedUpload>> list_uploads(const StoreFolder& folder,
                                                   const ListUploadsRequest& request) {
  std::vector<std::string> ids;
  const int listed =
      folder.operations().list(folder.uploads(), [&](std::string_view name, bool is_folder) {
        const std::string_view id = name.substr(0, name.find('.'));
        if (!is_folder && is_upload_id(id) && name == index_name(id)) ids.emplace_back(id);
      });
  if (listed < 0) return fail_with(listed, "cannot list uploads");
  std::vector<UnfinishedUpload> found;
  const auto after = std::tie(request.after_key, request.after_upload_id);
  for (std::string& id : ids) {
    AUDMG_TRY(auto upload, read_upload(folder, std::move(id)));
    if (!upload || !upload->key.starts_with(request.prefix) || place_of(*upload) <= after) continue;
    found.push_back(*std::move(upload));
  }
  std::ranges::sort(found, {}, place_of);
  if (found.size() > request.max_uploads) found.resize(request.max_uploads);
  return found;
}

}  // namespace audmg::storage::filesystem

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/storage/adapters/filesystem/filesystem_object_store.hpp"

#include "audmg/core/hex.hpp"
#include "audmg/storage/adapters/filesystem/descriptor_cache.hpp"
#include "audmg/storage/adapters/filesystem/filesystem_quarantine.hpp"
#include "audmg/storage/adapters/filesystem/object_listing.hpp"
#include "audmg/storage/adapters/filesystem/object_sealer.hpp"
#include "audmg/storage/adapters/filesystem/object_writer.hpp"
#include "audmg/storage/adapters/filesystem/part_writer.hpp"
#include "audmg/storage/adapters/filesystem/store_folder.hpp"
#include "audmg/storage/adapters/filesystem/upload_listing.hpp"
#include "audmg/storage/adapters/filesystem/upload_registry.hpp"
#include "audmg/storage/object_key.hpp"

#include <climits>

#include <fcntl.h>

#include <cerrno>
#include <optional>
#include <shared_mutex>
#include <utility>

namespace audmg::storage::filesystem {
namespace {

/// Segments become names, and Linux file systems take 255 bytes.
bool fits_file_names(std::string_view key) {
  std::size_t length = 0;
  for (const char c : key) {
    length = c == '/' ? 0 : length + 1;
    if (length > NAME_MAX) return false;
  }
  return true;
}

class FilesystemObjectReader final : public ObjectReader {
 public:
  FilesystemObjectReader(FileOperations& operations, std::shared_ptr<const OpenObject> object)
      : operations_(operations), object_(std::move(object)) {}

  const ObjectInfo& info() const noexcept override { return object_->info; }

  Result<std::size_t> read_at(std::uint64_t offset, std::span<std::byte> into) override {
    if (offset >= object_->info.size) return 0;
    const ssize_t count = operations_.read_at(object_->file.get(), into, offset);
    if (count < 0) return fail_with(count, "cannot read");
    return static_cast<std::size_t>(count);
  }

  int descriptor() const noexcept override { return object_->file.get(); }

  bool is_current() const noexcept override {
    return filesystem::is_current(operations_, *object_);
  }

 private:
  FileOperations& operations_;
  const std::shared_ptr<const OpenObject> object_;
};

/// Serves the plaintext of a sealed object. Kernel copies would send the sealed bytes.
class SealedObjectReader final : public ObjectReader {
 public:
  SealedObjectReader(FileOperations& operations, std::shared_ptr<const OpenObject> object)
      : operations_(operations),
        object_(std::move(object)),
        plain_(read_sealed(operations, object_->file.get(), *object_->sealed)) {}

  const ObjectInfo& info() const noexcept override { return object_->info; }

  Result<std::size_t> read_at(std::uint64_t offset, std::span<std::byte> into) override {
    return plain_->read_at(offset, into);
  }

  int descriptor() const noexcept override { return -1; }
  int stored_file() const noexcept override { return object_->file.get(); }

  bool is_current() const noexcept override {
    return filesystem::is_current(operations_, *object_);
  }

 private:
  FileOperations& operations_;
  const std::shared_ptr<const OpenObject> object_;
  const std::unique_ptr<sealing::SealedReader> plain_;
};

class Store final : public FilesystemObjectStore {
 public:
  Store(std::shared_ptr<StoreFolder> folder, const FilesystemObjectStoreOptions& options)
      : folder_(std::move(folder)),
        cache_(std::make_shared<DescriptorCache>(options.max_open_objects)),
        quarantine_(folder_),
        sealer_(folder_, cache_),
        uploads_(folder_, options.max_open_uploads) {
    folder_->set_give_back([cache = cache_] { return cache->drop_all(); });
  }

  Result<void> recover() { return uploads_.remove_remnants(); }

  Result<std::unique_ptr<ObjectWriter>> put_object(const PutObjectRequest& request) override {
    if (!is_object_key(request.key) || !fits_file_names(request.key)) {
      return fail(ErrorCode::invalid_argument, "not an object key");
    }
    return make_object_writer(request, folder_, cache_);
  }

  Result<std::unique_ptr<ObjectReader>> get_object(std::string_view key) override {
    AUDMG_TRY(auto object, open_object(key));
    if (object->sealed) {
      return std::make_unique<SealedObjectReader>(folder_->operations(), std::move(object));
    }
    return std::make_unique<FilesystemObjectReader>(folder_->operations(), std::move(object));
  }

  Result<ObjectInfo> head_object(std::string_view key) override {
    AUDMG_TRY(const auto object, open_object(key));
    return object->info;
  }

  Result<void> delete_object(std::string_view key) override {
    AUDMG_CHECK(folder_->require_writable());
    if (!is_object_key(key)) return {};
    const std::shared_lock naming(folder_->name_of(key));
    AUDMG_CHECK(remove(key));
    return quarantine_.remove(key);
  }

  Result<std::size_t> delete_objects(std::string_view prefix) override {
    AUDMG_ASSERT(prefix.ends_with('/'));
    AUDMG_TRY(const auto objects,
              list_objects({.prefix = std::string(prefix), .start_after = {}, .max_keys = 1000}));
    for (const ObjectInfo& object : objects) AUDMG_CHECK(delete_object(object.key));
    return objects.size();
  }

  Result<std::vector<ObjectInfo>> list_objects(const ListObjectsRequest& request) override {
    AUDMG_TRY(auto files, list_files(*folder_, folder_->objects(), ".", request));
    std::vector<ObjectInfo> objects;
    objects.reserve(files.size());
    for (auto& [key, status] : files) objects.push_back(describe(std::move(key), status));
    return objects;
  }

  Result<void> check_writable() override {
    AUDMG_CHECK(folder_->require_writable());
    AUDMG_CHECK(folder_->require_space(0));
    return folder_->require_descriptors();
  }

  Result<std::optional<std::uint64_t>> free_bytes() override { return folder_->free_bytes(); }

  Result<std::string> create_multipart_upload(
      const CreateMultipartUploadRequest& request) override {
    AUDMG_TRY(const UploadHeader header, header_of(request));
    if (!fits_file_names(request.key)) {
      return fail(ErrorCode::invalid_argument, "not an object key");
    }
    AUDMG_CHECK(folder_->require_writable());
    AUDMG_CHECK(folder_->require_space(header.size));
    AUDMG_TRY(const auto session, UploadSession::create(folder_, make_upload_id(), header));
    uploads_.add(session);
    return session->id();
  }

  Result<std::unique_ptr<ObjectWriter>> upload_part(const UploadPartRequest& request) override {
    AUDMG_TRY(const auto session, uploads_.find(request.key, request.upload_id));
    return make_part_writer(session, request.part_number);
  }

  Result<std::vector<Part>> list_parts(std::string_view key, std::string_view upload_id) override {
    AUDMG_TRY(const auto session, uploads_.find(key, upload_id));
    return session->parts();
  }

  Result<ObjectInfo> complete_multipart_upload(std::string_view key,
                                               std::string_view upload_id) override {
    AUDMG_CHECK(folder_->require_writable());
    AUDMG_TRY(const auto session, uploads_.find(key, upload_id));
    AUDMG_CHECK(session->begin_completion());
    auto info = finish(*session);
    if (info) {
      uploads_.remove(session->id());
    } else {
      session->give_up_completion();
    }
    cache_->drop(key);
    return info;
  }

  Result<void> abort_multipart_upload(std::string_view key, std::string_view upload_id) override {
    AUDMG_CHECK(folder_->require_writable());
    auto session = uploads_.find(key, upload_id);
    if (!session && session.error().code == ErrorCode::not_found) return {};
    if (!session) return std::unexpected(std::move(session).error());
    AUDMG_CHECK((*session)->abort());
    uploads_.remove((*session)->id());
    return {};
  }

  Result<std::vector<UnfinishedUpload>> list_multipart_uploads(
      const ListUploadsRequest& request) override {
    return list_uploads(*folder_, request);
  }

  Result<void> quarantine_object(std::string_view key) override {
    const std::shared_lock naming(folder_->name_of(key));
    auto moved = quarantine_.quarantine_object(key);
    cache_->drop(key);
    return moved;
  }

  Result<std::vector<QuarantinedObject>> list_quarantined(
      const ListQuarantineRequest& request) override {
    return quarantine_.list_quarantined(request);
  }

  Result<void> restore_quarantined(std::string_view key) override {
    const std::shared_lock naming(folder_->name_of(key));
    return quarantine_.restore_quarantined(key);
  }

  Result<std::size_t> purge_quarantined(TimePoint time) override {
    return quarantine_.purge_quarantined(time);
  }

  Result<SealingStep> seal_objects(const SealingRequest& request) override {
    return sealer_.step(request);
  }

 private:
  static Result<ObjectInfo> finish(UploadSession& session) {
    AUDMG_TRY(const UploadSession::WholeDigest digest, session.hash_whole());
    AUDMG_TRY(ObjectInfo info, session.publish());
    info.sha256 = to_hex(digest.sha256);
    info.crc32 = digest.crc32;
    return info;
  }

  Result<void> remove(std::string_view key) {
    auto parent = folder_->open_parent(object_path(key));
    if (!parent && parent.error().code == ErrorCode::not_found) return {};
    if (!parent) return std::unexpected(std::move(parent).error());
    const int removed = folder_->operations().unlink(parent->get(), leaf_of(key).c_str());
    cache_->drop(key);
    if (removed == -EISDIR || removed == -EPERM || removed == -ENAMETOOLONG) return {};
    if (removed < 0 && removed != -ENOENT) return fail_with(removed, "cannot delete");
    // Also when there was nothing: the process that removed it may have died before this line.
    return folder_->sync_folder(parent->get());
  }

  /// For listings, which know the status already. A sealed object that cannot be opened has the
  /// size of its file then.
  ObjectInfo describe(std::string key, const struct stat& status) const {
    if (folder_->keyring() == nullptr) return object_info_of(std::move(key), status);
    const auto file = folder_->open_at(folder_->objects(), key.c_str(), O_RDONLY | O_NONBLOCK);
    if (!file) return object_info_of(std::move(key), status);
    const auto sealed =
        find_seal(folder_->operations(), file->get(), status, *folder_->keyring(), key);
    if (!sealed || !*sealed) return object_info_of(std::move(key), status);
    return sealed_info_of(std::move(key), status, (*sealed)->plain_bytes);
  }

  Result<std::shared_ptr<const OpenObject>> open_object(std::string_view key) {
    if (auto cached = cache_->find(key)) {
      if (is_current(folder_->operations(), *cached)) return cached;
      cache_->drop(key);
    }
    if (!is_object_key(key)) return fail(ErrorCode::not_found, "not an object key");
    const DescriptorCache::Ticket ticket = cache_->ticket();
    FileOperations& operations = folder_->operations();
    std::string path(key);
    // O_NONBLOCK: opening a pipe that somebody put there must not hang.
    AUDMG_TRY(OpenFile file,
              folder_->open_at(folder_->objects(), path.c_str(), O_RDONLY | O_NONBLOCK | O_NOCTTY));
    struct stat status{};
    const int read = operations.status(file.get(), status);
    if (read < 0) return fail_with(read, "cannot read the status");
    if (!S_ISREG(status.st_mode)) return fail(ErrorCode::not_found, "not an object");
    std::optional<SealedFile> sealed;
    if (folder_->keyring() != nullptr) {
      AUDMG_TRY(sealed, find_seal(operations, file.get(), status, *folder_->keyring(), key));
    }
    ObjectInfo info = sealed ? sealed_info_of(std::move(path), status, sealed->plain_bytes)
                             : object_info_of(std::move(path), status);
    auto object = std::make_shared<const OpenObject>(
        OpenObject{std::move(file), std::move(info), status, std::move(sealed)});
    cache_->insert(object, ticket);
    return object;
  }

  const std::shared_ptr<StoreFolder> folder_;
  const std::shared_ptr<DescriptorCache> cache_;
  FilesystemQuarantine quarantine_;
  ObjectSealer sealer_;
  UploadRegistry uploads_;
};

}  // namespace

Result<std::unique_ptr<FilesystemObjectStore>> make_filesystem_object_store(
    const FilesystemObjectStoreOptions& options, FileOperations& operations) {
  AUDMG_TRY(std::shared_ptr<StoreFolder> folder, StoreFolder::open(options, operations));
  auto store = std::make_unique<Store>(std::move(folder), options);
  AUDMG_CHECK(store->recover());
  return store;
}

}  // namespace audmg::storage::filesystem

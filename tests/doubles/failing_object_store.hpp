// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/storage/multipart_uploads.hpp"
#include "audmg/storage/object_store.hpp"
#include "doubles/failure_plan.hpp"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace audmg::storage {

/// A reader whose reads fail when told so.
class FailingObjectReader final : public ObjectReader {
 public:
  FailingObjectReader(std::unique_ptr<ObjectReader> inner, FailurePlan& failures)
      : inner_(std::move(inner)), failures_(failures) {}
  const ObjectInfo& info() const noexcept override { return inner_->info(); }
  Result<std::size_t> read_at(std::uint64_t offset, std::span<std::byte> into) override {
    AUDMG_CHECK(failures_.before_call());
    return inner_->read_at(offset, into);
  }
  /// Has no descriptor, so that every byte goes through read_at().
  int descriptor() const noexcept override { return -1; }

 private:
  std::unique_ptr<ObjectReader> inner_;
  FailurePlan& failures_;
};

/// A writer that fails when told so. Like a real one, it is unusable after its first error.
class FailingObjectWriter final : public ObjectWriter {
 public:
  FailingObjectWriter(std::unique_ptr<ObjectWriter> inner, FailurePlan& failures)
      : inner_(std::move(inner)), failures_(failures) {}
  Result<void> write(std::span<const std::byte> bytes) override {
    AUDMG_CHECK(next());
    return inner_->write(bytes);
  }
  Result<ObjectInfo> commit() override {
    AUDMG_CHECK(next());
    return inner_->commit();
  }
  Result<std::string> sha256() override {
    AUDMG_CHECK(next());
    return inner_->sha256();
  }

 private:
  Result<void> next() {
    if (error_) return std::unexpected(*error_);
    auto result = failures_.before_call();
    if (!result) {
      error_ = result.error();
      inner_.reset();
    }
    return result;
  }
  std::unique_ptr<ObjectWriter> inner_;
  FailurePlan& failures_;
  std::optional<Error> error_;
};

/// Forwards every call to `inner`, or fails it without touching `inner`.
class FailingObjectStore final : public ObjectStore {
 public:
  FailingObjectStore(ObjectStore& inner, FailurePlan& failures)
      : inner_(inner), failures_(failures) {}
  Result<std::unique_ptr<ObjectWriter>> put_object(const PutObjectRequest& request) override {
    AUDMG_CHECK(failures_.before_call());
    AUDMG_TRY(auto writer, inner_.put_object(request));
    return std::make_unique<FailingObjectWriter>(std::move(writer), failures_);
  }
  Result<std::unique_ptr<ObjectReader>> get_object(std::string_view key) override {
    AUDMG_CHECK(failures_.before_call());
    AUDMG_TRY(auto reader, inner_.get_object(key));
    return std::make_unique<FailingObjectReader>(std::move(reader), failures_);
  }
  Result<ObjectInfo> head_object(std::string_view key) override {
    AUDMG_CHECK(failures_.before_call());
    auto info = inner_.head_object(key);
    if (const auto kept = checksums_.find(key); info && kept != checksums_.end()) {
      info->sha256 = kept->second;
    }
    return info;
  }
  Result<void> delete_object(std::string_view key) override {
    AUDMG_CHECK(failures_.before_call());
    return inner_.delete_object(key);
  }
  Result<std::size_t> delete_objects(std::string_view prefix) override {
    AUDMG_CHECK(failures_.before_call());
    return inner_.delete_objects(prefix);
  }
  Result<std::vector<ObjectInfo>> list_objects(const ListObjectsRequest& request) override {
    AUDMG_CHECK(failures_.before_call());
    return inner_.list_objects(request);
  }
  Result<void> check_writable() override {
    AUDMG_CHECK(failures_.before_call());
    return inner_.check_writable();
  }
  Result<std::optional<std::uint64_t>> free_bytes() override {
    AUDMG_CHECK(failures_.before_call());
    return inner_.free_bytes();
  }

  /// Sets the checksum that head_object() reports for the object from now on, whatever happens to
  /// its bytes, like a store that keeps checksums (S3).
  void keep_checksum(std::string key, std::string sha256) {
    checksums_.insert_or_assign(std::move(key), std::move(sha256));
  }

 private:
  ObjectStore& inner_;
  FailurePlan& failures_;
  std::map<std::string, std::string, std::less<>> checksums_;
};

/// Does the same for multipart uploads.
class FailingMultipartUploads final : public MultipartUploads {
 public:
  FailingMultipartUploads(MultipartUploads& inner, FailurePlan& failures)
      : inner_(inner), failures_(failures) {}
  Result<std::string> create_multipart_upload(
      const CreateMultipartUploadRequest& request) override {
    AUDMG_CHECK(failures_.before_call());
    return inner_.create_multipart_upload(request);
  }
  Result<std::unique_ptr<ObjectWriter>> upload_part(const UploadPartRequest& request) override {
    AUDMG_CHECK(failures_.before_call());
    AUDMG_TRY(auto writer, inner_.upload_part(request));
    return std::make_unique<FailingObjectWriter>(std::move(writer), failures_);
  }
  Result<std::vector<Part>> list_parts(std::string_view key, std::string_view id) override {
    AUDMG_CHECK(failures_.before_call());
    return inner_.list_parts(key, id);
  }
  Result<ObjectInfo> complete_multipart_upload(std::string_view key, std::string_view id) override {
    AUDMG_CHECK(failures_.before_call());
    return inner_.complete_multipart_upload(key, id);
  }
  Result<void> abort_multipart_upload(std::string_view key, std::string_view id) override {
    AUDMG_CHECK(failures_.before_call());
    return inner_.abort_multipart_upload(key, id);
  }
  Result<std::vector<UnfinishedUpload>> list_multipart_uploads(
      const ListUploadsRequest& request) override {
    AUDMG_CHECK(failures_.before_call());
    return inner_.list_multipart_uploads(request);
  }
  bool is_same_upload(std::string_view given_id,
                      std::string_view listed_id) const noexcept override {
    return inner_.is_same_upload(given_id, listed_id);
  }

 private:
  MultipartUploads& inner_;
  FailurePlan& failures_;
};

}  // namespace audmg::storage

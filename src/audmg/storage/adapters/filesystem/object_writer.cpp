// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/storage/adapters/filesystem/object_writer.hpp"

#include "audmg/core/hex.hpp"
#include "audmg/storage/adapters/filesystem/byte_sink.hpp"

#include <fcntl.h>

#include <limits>
#include <optional>
#include <string>
#include <utility>

namespace audmg::storage::filesystem {
namespace {

class FilesystemObjectWriter final : public ObjectWriter {
 public:
  FilesystemObjectWriter(const PutObjectRequest& request, std::shared_ptr<StoreFolder> folder,
                         std::shared_ptr<DescriptorCache> cache, std::string name, OpenFile file)
      : key_(request.key),
        announced_(request.size),
        folder_(std::move(folder)),
        cache_(std::move(cache)),
        name_(std::move(name)),
        file_(std::move(file)),
        sink_(*folder_, file_.get(), 0,
              announced_.value_or(std::numeric_limits<std::uint64_t>::max())) {}

  ~FilesystemObjectWriter() override { discard(); }

  Result<void> write(std::span<const std::byte> bytes) override {
    AUDMG_CHECK(require_open());
    if (!sha256_.empty()) return fail(ErrorCode::internal, "write after sha256()");
    return failing(sink_.append(bytes));
  }

  Result<std::string> sha256() override {
    AUDMG_CHECK(require_open());
    if (sha256_.empty()) sha256_ = to_hex(sink_.finish_hash());
    return sha256_;
  }

  Result<ObjectInfo> commit() override {
    AUDMG_CHECK(require_open());
    if (announced_ && *announced_ != sink_.size()) {
      return failing(
          Result<ObjectInfo>(fail(ErrorCode::invalid_argument, "fewer bytes than announced")));
    }
    AUDMG_TRY(std::string sha256, this->sha256());
    auto info = failing(publish());
    if (info) {
      info->sha256 = std::move(sha256);
      info->crc32 = sink_.crc32();
    }
    return info;
  }

 private:
  Result<ObjectInfo> publish() {
    AUDMG_TRY(const struct stat status, folder_->stamp_and_sync(file_.get()));
    auto published = folder_->publish(folder_->temporary(), name_, key_);
    // Also after a failure: for a moment there may have been something else under the key.
    cache_->drop(key_);
    AUDMG_CHECK(std::move(published));
    file_.close();
    return object_info_of(key_, status);
  }

  Result<void> require_open() const {
    if (error_) return std::unexpected(*error_);
    if (!file_.is_open()) return fail(ErrorCode::internal, "the writer has been committed");
    return {};
  }

  /// An error makes the writer useless, so its space is given back at once.
  template <class T>
  Result<T> failing(Result<T> result) {
    if (!result) {
      error_ = result.error();
      discard();
    }
    return result;
  }

  void discard() {
    if (!file_.is_open()) return;
    // If this fails, the name stays in tmp/, which is emptied when the store is opened.
    static_cast<void>(folder_->operations().unlink(folder_->temporary(), name_.c_str()));
    file_.close();
  }

  const std::string key_;
  const std::optional<std::uint64_t> announced_;
  const std::shared_ptr<StoreFolder> folder_;
  const std::shared_ptr<DescriptorCache> cache_;
  const std::string name_;
  OpenFile file_;
  ByteSink sink_;
  std::string sha256_;
  std::optional<Error> error_;
};

}  // namespace

Result<std::unique_ptr<ObjectWriter>> make_object_writer(
    const PutObjectRequest& request, const std::shared_ptr<StoreFolder>& folder,
    const std::shared_ptr<DescriptorCache>& cache) {
  AUDMG_CHECK(folder->require_writable());
  AUDMG_CHECK(folder->require_space(request.size.value_or(0)));
  std::string name = folder->temporary_name();
  AUDMG_TRY(OpenFile file,
            folder->open_at(folder->temporary(), name.c_str(), O_RDWR | O_CREAT | O_EXCL));
  return std::make_unique<FilesystemObjectWriter>(request, folder, cache, std::move(name),
                                                  std::move(file));
}

}  // namespace audmg::storage::filesystem

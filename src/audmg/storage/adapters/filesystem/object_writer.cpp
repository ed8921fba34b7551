// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/storage/adapters/filesystem/object_writer.hpp"

#include "audmg/core/hex.hpp"
#include "audmg/sealing/sealed_object.hpp"
#include "audmg/sealing/stream_sealer.hpp"
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
                         std::shared_ptr<DescriptorCache> cache, std::string name, OpenFile file,
                         const std::optional<sealing::SealedObject>& sealed)
      : key_(request.key),
        announced_(request.size),
        folder_(std::move(folder)),
        cache_(std::move(cache)),
        name_(std::move(name)),
        file_(std::move(file)),
        is_sealed_(sealed.has_value()),
        sink_(*folder_, file_.get(), sealed ? sealing::kSealedHeaderBytes : 0,
              announced_.value_or(std::numeric_limits<std::uint64_t>::max()), sealer_of(sealed)) {}

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
  static std::optional<sealing::StreamSealer> sealer_of(
      const std::optional<sealing::SealedObject>& sealed) {
    if (!sealed) return std::nullopt;
    return sealing::StreamSealer(sealed->begin_stream(0, true));
  }

  Result<ObjectInfo> publish() {
    AUDMG_CHECK(sink_.finish_writing());
    AUDMG_TRY(const struct stat status, folder_->stamp_and_sync(file_.get()));
    auto published = folder_->publish(folder_->temporary(), name_, key_);
    // Also after a failure: for a moment there may have been something else under the key.
    cache_->drop(key_);
    AUDMG_CHECK(std::move(published));
    file_.close();
    return is_sealed_ ? sealed_info_of(key_, status, sink_.size()) : object_info_of(key_, status);
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
  const bool is_sealed_;
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
  std::optional<sealing::SealedObject> sealed;
  if (folder->keyring() != nullptr) {
    sealed = sealing::SealedObject::make(*folder->keyring(), request.key, 0);
    const auto written = write_fully(folder->operations(), file.get(), sealed->header(), 0);
    if (!written) {
      static_cast<void>(folder->operations().unlink(folder->temporary(), name.c_str()));
      return std::unexpected(written.error());
    }
  }
  return std::make_unique<FilesystemObjectWriter>(request, folder, cache, std::move(name),
                                                  std::move(file), sealed);
}

}  // namespace audmg::storage::filesystem

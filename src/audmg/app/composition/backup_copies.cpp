// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/composition/backup_copies.hpp"

#include "audmg/app/data_folder/durable_file.hpp"
#include "audmg/backup/find_in_backup.hpp"
#include "audmg/backup/sealed_copy.hpp"
#include "audmg/core/descriptor.hpp"
#include "audmg/database/file.hpp"
#include "audmg/storage/object_store.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>

namespace audmg::app {
namespace {

/// A file of a backup that reads like a stored object.
class BackupCopy final : public storage::ObjectReader {
 public:
  BackupCopy(Descriptor file, std::string key, std::uint64_t size) : file_(std::move(file)) {
    info_.key = std::move(key);
    info_.size = size;
  }

  const storage::ObjectInfo& info() const noexcept override { return info_; }

  Result<std::size_t> read_at(std::uint64_t offset, std::span<std::byte> into) override {
    ssize_t count = 0;
    do {
      count = ::pread(file_.get(), into.data(), into.size(), static_cast<off_t>(offset));
    } while (count < 0 && errno == EINTR);
    if (count < 0) return fail_errno("cannot read the copy in the backup", errno);
    return static_cast<std::size_t>(count);
  }

  int descriptor() const noexcept override { return file_.get(); }

 private:
  const Descriptor file_;
  storage::ObjectInfo info_;
};

/// The same of a sealed object.
class SealedBackupCopy final : public storage::ObjectReader {
 public:
  SealedBackupCopy(Descriptor file, std::string key, std::unique_ptr<sealing::SealedReader> plain)
      : file_(std::move(file)), plain_(std::move(plain)) {
    info_.key = std::move(key);
    info_.size = plain_->size();
  }

  const storage::ObjectInfo& info() const noexcept override { return info_; }
  Result<std::size_t> read_at(std::uint64_t offset, std::span<std::byte> into) override {
    return plain_->read_at(offset, into);
  }
  int descriptor() const noexcept override { return -1; }

 private:
  const Descriptor file_;
  const std::unique_ptr<sealing::SealedReader> plain_;
  storage::ObjectInfo info_;
};

Result<std::unique_ptr<storage::ObjectReader>> open_copy(const std::filesystem::path& path,
                                                         const std::string& key,
                                                         const sealing::Keyring* keyring) {
  Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
  struct stat status{};
  if (!file.is_open() || ::fstat(file.get(), &status) != 0) {
    return fail_errno("cannot open the copy in the backup", errno);
  }
  const auto size = static_cast<std::uint64_t>(status.st_size);
  if (keyring != nullptr) {
    AUDMG_TRY(auto plain, backup::open_sealed_copy(file.get(), size, keyring, key));
    if (plain) return std::make_unique<SealedBackupCopy>(std::move(file), key, std::move(plain));
  }
  return std::make_unique<BackupCopy>(std::move(file), key, size);
}

}  // namespace

functions::FindCopy find_copies_in(std::filesystem::path backup_folder,
                                   std::shared_ptr<const sealing::Keyring> keyring) {
  return [folder = std::move(backup_folder), keyring = std::move(keyring)](
             const database::File& file) -> Result<std::unique_ptr<storage::ObjectReader>> {
    AUDMG_TRY(const auto found,
              backup::find_in_backup(folder, file.object_key, file.sha256, keyring.get()));
    if (!found) return nullptr;
    return open_copy(*found, file.object_key, keyring.get());
  };
}

}  // namespace audmg::app

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/storage/adapters/filesystem/filesystem_object_store.hpp"
#include "contract/object_store_steps.hpp"
#include "doubles/failing_object_store.hpp"
#include "doubles/failing_quarantine.hpp"
#include "doubles/temporary_folder.hpp"

#include <filesystem>
#include <memory>
#include <string>
#include <utility>

// A store in its own folder, for tests.

namespace audmg::storage::filesystem {

class FilesystemTestbed final : public StoreTestbed {
 public:
  explicit FilesystemTestbed(FileOperations& operations = system_file_operations(),
                             std::shared_ptr<const sealing::Keyring> keyring = nullptr)
      : operations_(operations), keyring_(std::move(keyring)) {
    reopen();
  }
  /// A store that seals its objects.
  explicit FilesystemTestbed(std::shared_ptr<const sealing::Keyring> keyring)
      : FilesystemTestbed(system_file_operations(), std::move(keyring)) {}
  ObjectStore& objects() override { return *store_; }
  MultipartUploads& uploads() override { return *store_; }
  [[nodiscard]] Quarantine& quarantine() { return *store_; }
  [[nodiscard]] ObjectSealing& sealing() { return *store_; }
  void reopen() override {
    store_.reset();
    auto store = make_filesystem_object_store({.root = root(), .keyring = keyring_}, operations_);
    if (!store) ADD_FAILURE() << store.error().message;
    AUDMG_ASSERT(store.has_value());
    store_ = std::move(*store);
  }
  void close() { store_.reset(); }
  [[nodiscard]] std::string root() const { return (folder_.path() / "store").string(); }
  /// Makes everything in the quarantine look as if it had been there for a long time.
  void age_quarantine() const {
    namespace fs = std::filesystem;
    const fs::path quarantine = fs::path(root()) / "quarantine";
    for (const auto& day : fs::directory_iterator(quarantine)) {
      fs::rename(day.path(), quarantine / "2020-01-31");
    }
  }

 private:
  FileOperations& operations_;
  const std::shared_ptr<const sealing::Keyring> keyring_;
  TemporaryFolder folder_;
  std::unique_ptr<FilesystemObjectStore> store_;
};

/// The same store behind the failing decorators, which forward every call until told otherwise.
class FailingTestbed final : public StoreTestbed {
 public:
  FailingTestbed() { wrap(); }
  ObjectStore& objects() override { return *objects_; }
  MultipartUploads& uploads() override { return *uploads_; }
  [[nodiscard]] Quarantine& quarantine() { return *quarantine_; }
  void reopen() override {
    inner.reopen();
    wrap();
  }

  FilesystemTestbed inner;
  FailurePlan failures;

 private:
  void wrap() {
    objects_ = std::make_unique<FailingObjectStore>(inner.objects(), failures);
    uploads_ = std::make_unique<FailingMultipartUploads>(inner.uploads(), failures);
    quarantine_ = std::make_unique<FailingQuarantine>(inner.quarantine(), failures);
  }
  std::unique_ptr<FailingObjectStore> objects_;
  std::unique_ptr<FailingMultipartUploads> uploads_;
  std::unique_ptr<FailingQuarantine> quarantine_;
};

}  // namespace audmg::storage::filesystem

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "contract/multipart_uploads_contract.hpp"
#include "contract/object_store_contract.hpp"
#include "contract/quarantine_contract.hpp"
#include "testbeds/filesystem_testbed.hpp"

namespace audmg::storage {
namespace {

/// The same store with sealed objects.
class SealedTestbed final : public StoreTestbed {
 public:
  ObjectStore& objects() override { return bed_.objects(); }
  MultipartUploads& uploads() override { return bed_.uploads(); }
  [[nodiscard]] Quarantine& quarantine() { return bed_.quarantine(); }
  void reopen() override { bed_.reopen(); }

 private:
  filesystem::FilesystemTestbed bed_{
      std::make_shared<const sealing::Keyring>(sealing::Keyring::make())};
};

const StoreTestbedParam kTestbeds[] = {
    {"Filesystem", [] { return std::make_unique<filesystem::FilesystemTestbed>(); }},
    {"FilesystemSealed", [] { return std::make_unique<SealedTestbed>(); }},
    {"FilesystemBehindFailingDecorators",
     [] { return std::make_unique<filesystem::FailingTestbed>(); }},
};

/// Either testbed, as the suite of quarantines wants it.
template <class Testbed>
class QuarantineIn final : public QuarantineTestbed {
 public:
  ObjectStore& objects() override { return bed_.objects(); }
  Quarantine& quarantine() override { return bed_.quarantine(); }
  void reopen() override { bed_.reopen(); }

 private:
  Testbed bed_;
};

const QuarantineTestbedParam kQuarantines[] = {
    {"Filesystem", [] { return std::make_unique<QuarantineIn<filesystem::FilesystemTestbed>>(); }},
    {"FilesystemSealed", [] { return std::make_unique<QuarantineIn<SealedTestbed>>(); }},
    {"FilesystemBehindFailingDecorator",
     [] { return std::make_unique<QuarantineIn<filesystem::FailingTestbed>>(); }},
};

}  // namespace

INSTANTIATE_TEST_SUITE_P(Stores, ObjectStoreContract, testing::ValuesIn(kTestbeds), name_of);
INSTANTIATE_TEST_SUITE_P(Stores, MultipartUploadsContract, testing::ValuesIn(kTestbeds), name_of);
INSTANTIATE_TEST_SUITE_P(Stores, QuarantineContract, testing::ValuesIn(kQuarantines),
                         quarantine_name_of);

}  // namespace audmg::storage

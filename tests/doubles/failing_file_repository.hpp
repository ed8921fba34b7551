// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/database/file_repository.hpp"
#include "doubles/failure_plan.hpp"

namespace audmg::database {

/// Forwards every call unless the plan makes it fail; a failed call does nothing.
class FailingFileRepository final : public FileRepository {
 public:
  FailingFileRepository(FileRepository& inner, FailurePlan& plan) : inner_(inner), plan_(plan) {}

  Result<AddFileResult> add_file(const AddFileRequest& request) override {
    plan_.interrupt();
    AUDMG_CHECK(plan_.before_call());
    return plan_.after_change(inner_.add_file(request));
  }

  Result<std::optional<File>> find_file(const UserId& owner, const FileId& id) override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.find_file(owner, id);
  }

  Result<std::optional<File>> find_file_by_sha256(const UserId& owner,
                                                  std::string_view sha256) override {
    plan_.interrupt();
    AUDMG_CHECK(plan_.before_call());
    return inner_.find_file_by_sha256(owner, sha256);
  }

  Result<std::vector<File>> find_files_by_sha256(const UserId& owner,
                                                 std::span<const std::string> digests) override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.find_files_by_sha256(owner, digests);
  }

  Result<std::optional<File>> find_file_by_object_key(const UserId& owner,
                                                      std::string_view object_key) override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.find_file_by_object_key(owner, object_key);
  }

  Result<std::vector<File>> find_files(const UserId& owner, std::span<const FileId> ids) override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.find_files(owner, ids);
  }

  Result<std::vector<FoundFile>> look_up_files(std::span<const FileKey> keys) override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.look_up_files(keys);
  }

  Result<std::vector<File>> list_files(const ListFilesRequest& request) override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.list_files(request);
  }

  Result<std::optional<File>> delete_file(const UserId& owner, const FileId& id,
                                          const Outbox& outbox) override {
    AUDMG_CHECK(plan_.before_call());
    return plan_.after_change(inner_.delete_file(owner, id, outbox));
  }

  Result<std::vector<File>> list_all_files(const ListAllFilesRequest& request) override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.list_all_files(request);
  }

  Result<std::vector<bool>> has_object_keys(std::span<const std::string> object_keys) override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.has_object_keys(object_keys);
  }

 private:
  FileRepository& inner_;
  FailurePlan& plan_;
};

}  // namespace audmg::database

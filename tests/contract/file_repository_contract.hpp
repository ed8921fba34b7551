// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/database/file_repository.hpp"
#include "contract/at_once.hpp"
#include "contract/error_code.hpp"
#include "contract/same_file.hpp"
#include "doubles/sample_rows.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace audmg::database {

/// What every FileRepository does. `Harness`: see UserRepositoryContract.
template <class Harness>
class FileRepositoryContract : public testing::Test {
 protected:
  FileRepositoryContract() {
    EXPECT_TRUE(harness_.users().create_user(ada_));
    EXPECT_TRUE(harness_.users().create_user(grace_));
  }

  FileRepository& files() { return harness_.files(); }

  File add(File file) {
    const auto added = files().add_file({file, std::nullopt});
    EXPECT_TRUE(added && added->outcome == AddFileOutcome::added);
    return file;
  }
  File add_file(FileKind kind = FileKind::image) { return add(make_file(ada_.id, kind)); }

  Upload add_upload() {
    Upload upload = make_upload(ada_.id);
    EXPECT_TRUE(harness_.uploads().create_upload(upload, 100));
    return upload;
  }

  std::vector<FileId> list_all(std::optional<FileKind> kind, std::size_t limit) {
    std::vector<FileId> ids;
    ListFilesRequest request{ada_.id, kind, {}, limit};
    for (;;) {
      const auto page = files().list_files(request);
      EXPECT_TRUE(page);
      if (!page || page->empty()) return ids;
      EXPECT_LE(page->size(), limit);
      for (const File& file : *page) ids.push_back(file.id);
      request.before = ids.back();
    }
  }

  Harness harness_;
  const User ada_ = make_user("ada");
  const User grace_ = make_user("grace");
};

TYPED_TEST_SUITE_P(FileRepositoryContract);

TYPED_TEST_P(FileRepositoryContract, AFileComesBackAsStored) {
  for (const FileKind kind : {FileKind::image, FileKind::audio}) {
    for (const FileStatus status :
         {FileStatus::processing, FileStatus::ready, FileStatus::failed}) {
      File file = make_file(this->ada_.id, kind);
      file.status = status;
      file.size = 50'000'000'000;
      file.media_record = R"({"image":{"width":4032}})";
      file.failure_reason = status == FileStatus::failed ? "The file is damaged." : "";
      this->add(file);
      const auto found = this->files().find_file(file.owner, file.id);
      ASSERT_TRUE(found && *found);
      expect_same(**found, file);
    }
  }
}

TYPED_TEST_P(FileRepositoryContract, NamesAreOnlyText) {
  const std::vector<std::string> names{std::string("a\0b", 3),
                                       "../../etc/passwd",
                                       "C:\\x",
                                       "\xe2\x80\xaegpj.exe",
                                       "'; DROP TABLE files;--",
                                       std::string(1024, 'n'),
                                       "\xf0\x9f\x8e\xb5",
                                       " "};
  for (const std::string& name : names) {
    File file = make_file(this->ada_.id);
    file.name = name;
    this->add(file);
    EXPECT_EQ((*this->files().find_file(file.owner, file.id))->name, name);
  }
}

TYPED_TEST_P(FileRepositoryContract, AnotherOwnersFileIsNotFound) {
  const File file = this->add_file();
  EXPECT_FALSE(*this->files().find_file(this->grace_.id, file.id));
  EXPECT_FALSE(*this->files().find_file_by_sha256(this->grace_.id, file.sha256));
  EXPECT_FALSE(*this->files().delete_file(this->grace_.id, file.id, {}));
  EXPECT_TRUE(this->files().list_files({this->grace_.id, {}, {}, 50})->empty());
  EXPECT_FALSE(*this->files().find_file(file.owner, FileId::make(kNoon)));
  EXPECT_FALSE(*this->files().find_file(file.owner, FileId()));
  EXPECT_TRUE(*this->files().find_file(file.owner, file.id));
}

TYPED_TEST_P(FileRepositoryContract, SeveralAreFoundAtOnce) {
  std::vector<FileId> ids;
  for (int i = 0; i < 130; ++i) ids.push_back(this->add_file().id);
  const std::set<FileId> expected(ids.begin(), ids.end());
  const File not_asked_for = this->add_file();
  ids.insert(ids.begin() + 7, this->add(make_file(this->grace_.id)).id);
  ids.push_back(FileId::make(kNoon));
  const auto found = this->files().find_files(this->ada_.id, ids);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->size(), expected.size());
  std::set<FileId> found_ids;
  for (const File& file : *found) {
    EXPECT_EQ(file.owner, this->ada_.id);
    found_ids.insert(file.id);
  }
  EXPECT_EQ(found_ids, expected);
  const auto one = this->files().find_files(this->ada_.id, std::vector{not_asked_for.id});
  ASSERT_EQ(one->size(), 1U);
  expect_same(one->front(), not_asked_for);
  EXPECT_TRUE(this->files().find_files(this->ada_.id, {})->empty());
}

TYPED_TEST_P(FileRepositoryContract, IsFoundBySha256) {
  const File file = this->add_file();
  this->add_file();
  const auto found = this->files().find_file_by_sha256(file.owner, file.sha256);
  ASSERT_TRUE(found && *found);
  expect_same(**found, file);
  EXPECT_FALSE(*this->files().find_file_by_sha256(file.owner, std::string(64, 'f')));
  EXPECT_FALSE(*this->files().find_file_by_sha256(file.owner, "not hexadecimal"));
  const File other = this->add_file();
  const std::vector<std::string> digests{other.sha256, std::string(64, 'f'), "not hexadecimal",
                                         file.sha256};
  auto several = *this->files().find_files_by_sha256(file.owner, digests);
  std::ranges::sort(several, {}, &File::id);
  ASSERT_EQ(several.size(), 2U);
  expect_same(several[0], std::min(file, other, [](const File& one, const File& two) {
                return one.id < two.id;
              }));
  EXPECT_TRUE(this->files().find_files_by_sha256(this->grace_.id, digests)->empty());
  EXPECT_TRUE(this->files().find_files_by_sha256(file.owner, {})->empty());
}

TYPED_TEST_P(FileRepositoryContract, IsFoundByItsObject) {
  const File file = this->add_file();
  this->add_file();
  const auto found = this->files().find_file_by_object_key(file.owner, file.object_key);
  ASSERT_TRUE(found && *found);
  expect_same(**found, file);
  EXPECT_FALSE(*this->files().find_file_by_object_key(this->grace_.id, file.object_key));
  EXPECT_FALSE(*this->files().find_file_by_object_key(file.owner, "orig/unknown"));
  ASSERT_TRUE(*this->files().delete_file(file.owner, file.id, {}));
  EXPECT_FALSE(*this->files().find_file_by_object_key(file.owner, file.object_key));
}

TYPED_TEST_P(FileRepositoryContract, TheSameBytesAgainAreADuplicate) {
  const File file = this->add_file();
  File again = make_file(this->ada_.id);
  again.sha256 = file.sha256;
  again.name = "Copy.jpg";
  const auto result = this->files().add_file({again, std::nullopt});
  ASSERT_TRUE(result);
  EXPECT_EQ(result->outcome, AddFileOutcome::duplicate);
  expect_same(result->file, file);
  EXPECT_FALSE(*this->files().find_file(again.owner, again.id));
  EXPECT_EQ(this->list_all({}, 50).size(), 1U);
}

TYPED_TEST_P(FileRepositoryContract, TheSameBytesOfAnotherOwnerAreNoDuplicate) {
  const File file = this->add_file();
  File others = make_file(this->grace_.id);
  others.sha256 = file.sha256;
  EXPECT_EQ(this->files().add_file({others, std::nullopt})->outcome, AddFileOutcome::added);
}

TYPED_TEST_P(FileRepositoryContract, OfEightEqualFilesAtOnceOneIsAdded) {
  std::vector<File> files;
  for (int i = 0; i < 8; ++i) {
    files.push_back(make_file(this->ada_.id));
    files.back().sha256 = std::string(64, 'e');
  }
  const auto results =
      at_once(files.size(), [&](std::size_t i) { return this->files().add_file({files[i], {}}); });
  const auto stored = *this->files().find_file_by_sha256(this->ada_.id, std::string(64, 'e'));
  ASSERT_TRUE(stored);
  int added = 0;
  for (const auto& result : results) {
    ASSERT_TRUE(result);
    added += result->outcome == AddFileOutcome::added ? 1 : 0;
    EXPECT_EQ(result->file.id, stored->id);
  }
  EXPECT_EQ(added, 1);
}

TYPED_TEST_P(FileRepositoryContract, AFileOfNobodyIsNotFound) {
  const auto result = this->files().add_file({make_file(UserId::make(kNoon)), std::nullopt});
  EXPECT_EQ(error_code(result), ErrorCode::not_found);
}

TYPED_TEST_P(FileRepositoryContract, AddingEndsTheUploadSession) {
  const Upload upload = this->add_upload();
  const File file = make_file(this->ada_.id);
  ASSERT_EQ(this->files().add_file({file, upload.id})->outcome, AddFileOutcome::added);
  EXPECT_FALSE(*this->harness_.uploads().find_upload(upload.owner, upload.id));
}

TYPED_TEST_P(FileRepositoryContract, ADuplicateEndsTheUploadSessionToo) {
  const File file = this->add_file();
  const Upload upload = this->add_upload();
  File again = make_file(this->ada_.id);
  again.sha256 = file.sha256;
  EXPECT_EQ(this->files().add_file({again, upload.id})->outcome, AddFileOutcome::duplicate);
  EXPECT_FALSE(*this->harness_.uploads().find_upload(upload.owner, upload.id));
}

TYPED_TEST_P(FileRepositoryContract, ASecondCompleteAddsNothing) {
  const Upload upload = this->add_upload();
  ASSERT_TRUE(this->files().add_file({make_file(this->ada_.id), upload.id}));
  const auto second = this->files().add_file({make_file(this->ada_.id), upload.id});
  EXPECT_EQ(error_code(second), ErrorCode::not_found);
  EXPECT_EQ(this->list_all({}, 50).size(), 1U);
}

TYPED_TEST_P(FileRepositoryContract, AnotherOwnersUploadSessionIsNotFound) {
  const Upload upload = this->add_upload();
  const auto result = this->files().add_file({make_file(this->grace_.id), upload.id});
  EXPECT_EQ(error_code(result), ErrorCode::not_found);
  EXPECT_TRUE(*this->harness_.uploads().find_upload(upload.owner, upload.id));
}

TYPED_TEST_P(FileRepositoryContract, OfEightCompletesAtOnceOneAdds) {
  const Upload upload = this->add_upload();
  const auto results = at_once(8, [&](std::size_t) {
    return this->files().add_file({make_file(this->ada_.id), upload.id});
  });
  EXPECT_EQ(count_successes(results), 1U);
  EXPECT_EQ(this->list_all({}, 50).size(), 1U);
}

TYPED_TEST_P(FileRepositoryContract, AFailedAddKeepsTheUploadSession) {
  const File file = this->add_file();
  const Upload upload = this->add_upload();
  File clash = make_file(this->ada_.id);
  clash.id = file.id;
  EXPECT_EQ(error_code(this->files().add_file({clash, upload.id})), ErrorCode::already_exists);
  EXPECT_TRUE(*this->harness_.uploads().find_upload(upload.owner, upload.id));
}

TYPED_TEST_P(FileRepositoryContract, ListsNewestFirstPageByPage) {
  std::vector<FileId> all;
  std::vector<FileId> songs;
  for (int i = 0; i < 12; ++i) {
    const bool song = i % 3 == 0;
    const File file = this->add_file(song ? FileKind::audio : FileKind::image);
    all.insert(all.begin(), file.id);
    if (song) songs.insert(songs.begin(), file.id);
  }
  this->add(make_file(this->grace_.id));
  for (const std::size_t limit : {1U, 5U, 12U, 200U}) {
    EXPECT_EQ(this->list_all({}, limit), all) << limit;
    EXPECT_EQ(this->list_all(FileKind::audio, limit), songs) << limit;
  }
}

TYPED_TEST_P(FileRepositoryContract, APageGoesOnWhereADeletedFileWas) {
  std::vector<File> files;
  for (int i = 0; i < 4; ++i) files.push_back(this->add_file());
  ASSERT_TRUE(*this->files().delete_file(this->ada_.id, files[2].id, {}));
  const auto page = this->files().list_files({this->ada_.id, {}, files[2].id, 50});
  ASSERT_EQ(page->size(), 2U);
  EXPECT_EQ(page->at(0).id, files[1].id);
  EXPECT_EQ(page->at(1).id, files[0].id);
}

TYPED_TEST_P(FileRepositoryContract, DeletingGivesTheFileBackOnce) {
  const File file = this->add_file();
  const auto deleted = this->files().delete_file(file.owner, file.id, {});
  ASSERT_TRUE(deleted && *deleted);
  expect_same(**deleted, file);
  EXPECT_FALSE(*this->files().delete_file(file.owner, file.id, {}));
  EXPECT_FALSE(*this->files().find_file(file.owner, file.id));
  EXPECT_FALSE(*this->files().find_file_by_sha256(file.owner, file.sha256));
  EXPECT_TRUE(this->list_all({}, 50).empty());
  EXPECT_EQ(this->files().add_file({file, std::nullopt})->outcome, AddFileOutcome::added);
}

TYPED_TEST_P(FileRepositoryContract, SaysWhichObjectsAreNamed) {
  const File first = this->add_file();
  const File second = this->add_file();
  ASSERT_TRUE(*this->files().delete_file(second.owner, second.id, {}));
  const std::vector<std::string> keys{"orig/unknown", first.object_key, second.object_key, "",
                                      first.object_key};
  EXPECT_EQ(this->files().has_object_keys(keys),
            (std::vector<bool>{false, true, false, false, true}));
  EXPECT_EQ(this->files().has_object_keys({}), std::vector<bool>());
}

// More than DynamoDB takes at a time.
TYPED_TEST_P(FileRepositoryContract, FilesOfManyOwnersAreLookedUpAtOnce) {
  constexpr std::size_t kMany = 130;
  std::vector<FileKey> keys;
  std::vector<FileKey> asked;
  for (std::size_t i = 0; i < kMany; ++i) {
    if (i % 20 == 0) {
      const File file = this->add(make_file(i % 40 == 0 ? this->ada_.id : this->grace_.id));
      keys.push_back({file.owner, file.id});
      asked.push_back(keys.back());
    }
    asked.push_back({this->ada_.id, FileId::make(kNoon)});
  }
  asked.push_back({this->grace_.id, keys[0].id});
  const auto found = this->files().look_up_files(asked);
  ASSERT_TRUE(found) << found.error().message;
  std::vector<FileKey> seen;
  for (const FoundFile& row : *found) {
    seen.push_back(row.key);
    ASSERT_TRUE(row.file);
    EXPECT_EQ(row.file->owner, row.key.owner);
    EXPECT_EQ(row.file->id, row.key.id);
  }
  std::ranges::sort(seen);
  std::ranges::sort(keys);
  EXPECT_EQ(seen, keys);
  EXPECT_TRUE(this->files().look_up_files({})->empty());
}

TYPED_TEST_P(FileRepositoryContract, ListsTheFilesOfAllOwners) {
  std::set<FileId> expected;
  for (int i = 0; i < 7; ++i) {
    expected.insert(this->add(make_file(i % 2 == 0 ? this->ada_.id : this->grace_.id)).id);
  }
  for (const std::size_t limit : {1U, 3U, 100U}) {
    std::set<FileId> listed;
    ListAllFilesRequest request{{}, {}, limit};
    for (;;) {
      const auto page = this->files().list_all_files(request);
      ASSERT_TRUE(page);
      if (page->empty()) break;
      EXPECT_LE(page->size(), limit);
      for (const File& file : *page) EXPECT_TRUE(listed.insert(file.id).second);
      request.after_owner = page->back().owner;
      request.after_id = page->back().id;
    }
    EXPECT_EQ(listed, expected) << limit;
  }
}

REGISTER_TYPED_TEST_SUITE_P(FileRepositoryContract, AFileComesBackAsStored, NamesAreOnlyText,
                            AnotherOwnersFileIsNotFound, SeveralAreFoundAtOnce, IsFoundBySha256,
                            IsFoundByItsObject, TheSameBytesAgainAreADuplicate,
                            TheSameBytesOfAnotherOwnerAreNoDuplicate,
                            OfEightEqualFilesAtOnceOneIsAdded, AFileOfNobodyIsNotFound,
                            AddingEndsTheUploadSession, ADuplicateEndsTheUploadSessionToo,
                            ASecondCompleteAddsNothing, AnotherOwnersUploadSessionIsNotFound,
                            OfEightCompletesAtOnceOneAdds, AFailedAddKeepsTheUploadSession,
                            ListsNewestFirstPageByPage, APageGoesOnWhereADeletedFileWas,
                            DeletingGivesTheFileBackOnce, SaysWhichObjectsAreNamed,
                            FilesOfManyOwnersAreLookedUpAtOnce, ListsTheFilesOfAllOwners);

}  // namespace audmg::database

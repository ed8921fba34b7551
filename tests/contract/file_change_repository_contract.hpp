// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/database/event_repository.hpp"
#include "audmg/database/file_change_repository.hpp"
#include "audmg/database/file_repository.hpp"
#include "audmg/database/processing_repository.hpp"
#include "contract/announced_files.hpp"
#include "contract/at_once.hpp"
#include "contract/error_code.hpp"
#include "contract/same_file.hpp"
#include "doubles/sample_rows.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <utility>
#include <vector>

namespace audmg::database {

/// Holds for every FileChangeRepository. `Harness`: see UserRepositoryContract.
template <class Harness>
class FileChangeRepositoryContract : public testing::Test {
 protected:
  FileChangeRepositoryContract() {
    EXPECT_TRUE(harness_.users().create_user(ada_));
    EXPECT_TRUE(harness_.users().create_user(grace_));
  }

  File add_file(const UserId& owner) {
    File file = make_file(owner);
    EXPECT_TRUE(harness_.files().add_file({.file = file, .upload = std::nullopt}));
    return file;
  }
  File stored(const File& file) {
    const auto found = harness_.files().find_file(file.owner, file.id);
    EXPECT_TRUE(found && *found);
    return found && *found ? **found : File{};
  }
  Result<std::vector<ChangedFile>> change(std::vector<FileId> files,
                                          std::function<Result<bool>(File&)> change) {
    return harness_.changes().change_files({.owner = ada_.id,
                                            .files = std::move(files),
                                            .change = std::move(change),
                                            .announce = announced_.callback()});
  }
  std::vector<Event> events(const UserId& owner) {
    return *harness_.events().list_events({.owner = owner, .after = {}, .limit = 1000});
  }

  Harness harness_;
  AnnouncedFiles announced_;
  const User ada_ = make_user("ada");
  const User grace_ = make_user("grace");
};

TYPED_TEST_SUITE_P(FileChangeRepositoryContract);

TYPED_TEST_P(FileChangeRepositoryContract, ANewFileIsUnchanged) {
  const File file = this->stored(this->add_file(this->ada_.id));
  EXPECT_EQ(file.revision, 1U);
  EXPECT_EQ(file.edits, "");
  EXPECT_FALSE(file.trashed_at);
  EXPECT_TRUE(file.collections.empty());
}

TYPED_TEST_P(FileChangeRepositoryContract, AFileIsAsItWasChanged) {
  const File file = this->add_file(this->ada_.id);
  const File other = this->add_file(this->ada_.id);
  File expected = file;
  expected.name = "Zürich.jpg";
  expected.edits = R"({"title":"Böögg","keywords":["東京"]})";
  expected.trashed_at = minutes_after_noon(1);
  expected.revision = 2;
  const auto changed = this->change({file.id}, [&](File& found) -> Result<bool> {
    expect_same(found, file);
    found.name = expected.name;
    found.edits = expected.edits;
    found.trashed_at = expected.trashed_at;
    return true;
  });
  ASSERT_TRUE(changed);
  ASSERT_EQ(changed->size(), 1U);
  EXPECT_EQ(changed->at(0).id, file.id);
  ASSERT_TRUE(changed->at(0).file);
  expect_same(*changed->at(0).file, expected);
  expect_same(this->stored(file), expected);
  expect_same(this->stored(other), other);
  expected.trashed_at.reset();
  expected.edits.clear();
  expected.revision = 3;
  ASSERT_TRUE(this->change({file.id}, [](File& found) -> Result<bool> {
    found.trashed_at.reset();
    found.edits.clear();
    return true;
  }));
  expect_same(this->stored(file), expected);
}

TYPED_TEST_P(FileChangeRepositoryContract, AFileThatIsLeftAloneKeepsItsRevision) {
  const File file = this->add_file(this->ada_.id);
  const auto changed = this->change({file.id}, [](File&) -> Result<bool> { return false; });
  ASSERT_TRUE(changed && changed->at(0).file);
  expect_same(*changed->at(0).file, file);
  expect_same(this->stored(file), file);
  EXPECT_TRUE(this->announced_.files().empty());
  EXPECT_TRUE(this->events(this->ada_.id).empty());
  EXPECT_TRUE(this->change({}, [](File&) -> Result<bool> { return true; })->empty());
}

TYPED_TEST_P(FileChangeRepositoryContract, TheOutcomesAreInTheOrderOfTheRequest) {
  const File first = this->add_file(this->ada_.id);
  const File refused = this->add_file(this->ada_.id);
  const File others = this->add_file(this->grace_.id);
  const File last = this->add_file(this->ada_.id);
  const FileId unknown = FileId::make(kNoon);
  const auto changed = this->change({last.id, others.id, refused.id, unknown, first.id},
                                    [&](File& file) -> Result<bool> {
                                      if (file.id == refused.id) {
                                        return fail(ErrorCode::conflict, "another revision");
                                      }
                                      file.name = "new";
                                      return true;
                                    });
  ASSERT_TRUE(changed);
  ASSERT_EQ(changed->size(), 5U);
  const std::vector expected{last.id, others.id, refused.id, unknown, first.id};
  for (std::size_t i = 0; i < expected.size(); ++i) EXPECT_EQ(changed->at(i).id, expected[i]);
  EXPECT_EQ(changed->at(0).file->name, "new");
  EXPECT_EQ(error_code(changed->at(1).file), ErrorCode::not_found);
  EXPECT_EQ(error_code(changed->at(2).file), ErrorCode::conflict);
  EXPECT_EQ(error_code(changed->at(3).file), ErrorCode::not_found);
  EXPECT_EQ(changed->at(4).file->revision, 2U);
  expect_same(this->stored(others), others);
  expect_same(this->stored(refused), refused);
  EXPECT_TRUE(this->events(this->grace_.id).empty());
}

TYPED_TEST_P(FileChangeRepositoryContract, ChangesAreAnnouncedAsTheyAre) {
  const File alone = this->add_file(this->ada_.id);
  ASSERT_TRUE(this->change({alone.id}, [](File& file) -> Result<bool> {
    file.name = "alone";
    return true;
  }));
  expect_same(this->announced_.files().at(alone.id), this->stored(alone));
  auto events = this->events(this->ada_.id);
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(events[0].file, alone.id);

  const File second = this->add_file(this->ada_.id);
  const File third = this->add_file(this->ada_.id);
  ASSERT_TRUE(this->change({second.id, third.id}, [](File& file) -> Result<bool> {
    file.name = "together";
    return true;
  }));
  events = this->events(this->ada_.id);
  ASSERT_EQ(events.size(), 2U);
  EXPECT_TRUE(events[1].file.empty()) << "it belongs to no single file";
  EXPECT_EQ(events[1].owner, this->ada_.id);
  EXPECT_TRUE(this->harness_.events().list_file_events(this->ada_.id, second.id, 10)->empty());
  ASSERT_TRUE(*this->harness_.files().delete_file(this->ada_.id, second.id, {}));
  EXPECT_EQ(this->events(this->ada_.id).size(), 2U) << "events of several files stay";
}

TYPED_TEST_P(FileChangeRepositoryContract, ManyFilesAreAllAnnounced) {
  std::vector<FileId> ids;
  for (int i = 0; i < 120; ++i) ids.push_back(this->add_file(this->ada_.id).id);
  const auto changed = this->change(ids, [](File& file) -> Result<bool> {
    file.edits = R"({"rating":5})";
    return true;
  });
  ASSERT_TRUE(changed);
  ASSERT_EQ(changed->size(), ids.size());
  const auto announced = this->announced_.files();
  EXPECT_EQ(announced.size(), ids.size());
  EXPECT_LE(this->announced_.largest(), kMaxAnnouncedFiles);
  for (const FileId& id : ids) {
    const File file = **this->harness_.files().find_file(this->ada_.id, id);
    EXPECT_EQ(file.edits, R"({"rating":5})");
    EXPECT_EQ(announced.at(id).revision, file.revision);
    EXPECT_EQ(announced.at(id).edits, file.edits);
  }
  EXPECT_FALSE(this->events(this->ada_.id).empty());
}

TYPED_TEST_P(FileChangeRepositoryContract, ProcessingLeavesEditsAlone) {
  const File file = this->add_file(this->ada_.id);
  const auto begun = this->harness_.processing().begin_processing(
      {.owner = file.owner, .id = file.id, .now = kNoon});
  ASSERT_TRUE(begun && *begun);
  ASSERT_TRUE(this->change({file.id}, [](File& found) -> Result<bool> {
    found.name = "new.jpg";
    found.edits = R"({"title":"new"})";
    found.trashed_at = kNoon;
    return true;
  }));
  ASSERT_TRUE(
      this->harness_.processing().finish_processing({.owner = file.owner,
                                                     .id = file.id,
                                                     .fencing_token = (*begun)->fencing_token,
                                                     .status = FileStatus::ready,
                                                     .media_record = R"({"image":{"width":4}})",
                                                     .failure_reason = {},
                                                     .outbox = {}}));
  const File found = this->stored(file);
  EXPECT_EQ(found.name, "new.jpg");
  EXPECT_EQ(found.edits, R"({"title":"new"})");
  EXPECT_EQ(found.trashed_at, kNoon);
  EXPECT_EQ(found.revision, 2U);
  EXPECT_EQ(found.media_record, R"({"image":{"width":4}})");
  EXPECT_EQ(found.status, FileStatus::ready);
}

TYPED_TEST_P(FileChangeRepositoryContract, NoChangeIsLostAmongOthers) {
  constexpr std::size_t kEach = 10;
  const File file = this->add_file(this->ada_.id);
  const File other = this->add_file(this->ada_.id);
  const auto results = at_once(2, [&](std::size_t) {
    std::size_t successes = 0;
    for (std::size_t i = 0; i < kEach; ++i) {
      const auto changed = this->change({file.id, other.id}, [](File& found) -> Result<bool> {
        found.edits += "x";
        return true;
      });
      EXPECT_TRUE(changed);
      for (const ChangedFile& one : *changed) successes += one.file ? 1 : 0;
    }
    return successes;
  });
  EXPECT_EQ(results, (std::vector<std::size_t>{2 * kEach, 2 * kEach}));
  for (const File& one : {file, other}) {
    EXPECT_EQ(this->stored(one).edits, std::string(2 * kEach, 'x'));
    EXPECT_EQ(this->stored(one).revision, 1 + 2 * kEach);
  }
}

TYPED_TEST_P(FileChangeRepositoryContract, ADeletedFileIsNotFound) {
  const File file = this->add_file(this->ada_.id);
  ASSERT_TRUE(*this->harness_.files().delete_file(file.owner, file.id, {}));
  const auto changed = this->change({file.id}, [](File&) -> Result<bool> { return true; });
  ASSERT_TRUE(changed);
  EXPECT_EQ(error_code(changed->at(0).file), ErrorCode::not_found);
  EXPECT_TRUE(this->announced_.files().empty());
}

REGISTER_TYPED_TEST_SUITE_P(FileChangeRepositoryContract, ANewFileIsUnchanged,
                            AFileIsAsItWasChanged, AFileThatIsLeftAloneKeepsItsRevision,
                            TheOutcomesAreInTheOrderOfTheRequest, ChangesAreAnnouncedAsTheyAre,
                            ManyFilesAreAllAnnounced, ProcessingLeavesEditsAlone,
                            NoChangeIsLostAmongOthers, ADeletedFileIsNotFound);

}  // namespace audmg::database

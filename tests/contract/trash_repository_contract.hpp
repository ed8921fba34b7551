// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/database/file_change_repository.hpp"
#include "audmg/database/file_repository.hpp"
#include "audmg/database/trash_repository.hpp"
#include "contract/error_code.hpp"
#include "contract/same_file.hpp"
#include "doubles/sample_rows.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <optional>
#include <random>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace audmg::database {

/// Holds for every TrashRepository, and for the lists of every FileRepository. `Harness`: see
/// UserRepositoryContract.
template <class Harness>
class TrashRepositoryContract : public testing::Test {
 protected:
  TrashRepositoryContract() {
    EXPECT_TRUE(harness_.users().create_user(ada_));
    EXPECT_TRUE(harness_.users().create_user(grace_));
  }

  File add_file(const UserId& owner, FileKind kind = FileKind::image) {
    File file = make_file(owner, kind);
    EXPECT_TRUE(harness_.files().add_file({.file = file, .upload = std::nullopt}));
    return file;
  }

  /// Puts the file into the trash at this time, or takes it out.
  void set_trashed(const File& file, std::optional<TimePoint> time) {
    const auto changed = harness_.changes().change_files(
        {.owner = file.owner,
         .files = {file.id},
         .change = [&](File& found) -> Result<bool> {
           found.trashed_at = time;
           return true;
         },
         .announce = [](std::span<const File>) { return Outbox{}; }});
    EXPECT_TRUE(changed && changed->at(0).file);
  }

  std::vector<FileId> list_trash(const UserId& owner, std::size_t limit = 50) {
    std::vector<FileId> ids;
    ListTrashRequest request{.owner = owner, .limit = limit};
    for (;;) {
      const auto page = harness_.trash().list_trash(request);
      EXPECT_TRUE(page);
      if (!page || page->empty()) return ids;
      EXPECT_LE(page->size(), limit);
      for (const File& file : *page) {
        ids.push_back(file.id);
        EXPECT_EQ(file.owner, owner);
        EXPECT_TRUE(file.trashed_at);
      }
      request.before_time = *page->back().trashed_at;
      request.before_id = page->back().id;
    }
  }

  std::vector<FileId> list_overdue(TimePoint before, std::size_t limit = 100) {
    std::vector<FileId> ids;
    ListOverdueTrashRequest request{.trashed_before = before, .limit = limit};
    for (;;) {
      const auto page = harness_.trash().list_overdue_trash(request);
      EXPECT_TRUE(page);
      if (!page || page->empty()) return ids;
      EXPECT_LE(page->size(), limit);
      for (const File& file : *page) ids.push_back(file.id);
      request.after_time = *page->back().trashed_at;
      request.after_id = page->back().id;
    }
  }

  std::vector<FileId> list_files(std::optional<FileKind> kind = std::nullopt,
                                 std::size_t limit = 50) {
    std::vector<FileId> ids;
    ListFilesRequest request{.owner = ada_.id, .kind = kind, .before = {}, .limit = limit};
    for (;;) {
      const auto page = harness_.files().list_files(request);
      EXPECT_TRUE(page);
      if (!page || page->empty()) return ids;
      for (const File& file : *page) ids.push_back(file.id);
      request.before = ids.back();
    }
  }

  Harness harness_;
  const User ada_ = make_user("ada");
  const User grace_ = make_user("grace");
};

TYPED_TEST_SUITE_P(TrashRepositoryContract);

TYPED_TEST_P(TrashRepositoryContract, AFileInTheTrashIsInNoOtherList) {
  const File picture = this->add_file(this->ada_.id);
  const File song = this->add_file(this->ada_.id, FileKind::audio);
  const File other = this->add_file(this->ada_.id);
  this->set_trashed(picture, kNoon);
  EXPECT_EQ(this->list_files(), (FileIds{other.id, song.id}));
  EXPECT_EQ(this->list_files(FileKind::image), FileIds{other.id});
  this->set_trashed(song, kNoon);
  EXPECT_EQ(this->list_files(), FileIds{other.id});
  EXPECT_TRUE(this->list_files(FileKind::audio).empty());

  File expected = picture;
  expected.trashed_at = kNoon;
  expected.revision = 2;
  expect_same(**this->harness_.files().find_file(picture.owner, picture.id), expected);
  expect_same(**this->harness_.files().find_file_by_sha256(picture.owner, picture.sha256),
              expected);
  expect_same(**this->harness_.files().find_file_by_object_key(picture.owner, picture.object_key),
              expected);
  EXPECT_EQ(this->harness_.files().list_all_files({})->size(), 3U);
  EXPECT_EQ(this->harness_.files().has_object_keys(std::vector{picture.object_key}),
            std::vector{true});

  this->set_trashed(picture, std::nullopt);
  this->set_trashed(song, std::nullopt);
  EXPECT_EQ(this->list_files(), (FileIds{other.id, song.id, picture.id}));
  EXPECT_EQ(this->list_files(FileKind::audio), FileIds{song.id});
  EXPECT_TRUE(this->list_trash(this->ada_.id).empty());
  EXPECT_TRUE(this->list_overdue(minutes_after_noon(60)).empty());
}

TYPED_TEST_P(TrashRepositoryContract, WhatCameLastComesFirst) {
  std::vector<File> files;
  for (int i = 0; i < 5; ++i) files.push_back(this->add_file(this->ada_.id));
  const File others = this->add_file(this->grace_.id);
  this->set_trashed(files[0], minutes_after_noon(3));
  this->set_trashed(files[1], minutes_after_noon(1));
  this->set_trashed(files[2], minutes_after_noon(2));
  this->set_trashed(files[4], minutes_after_noon(2));
  this->set_trashed(others, minutes_after_noon(9));
  for (const std::size_t limit : {1U, 2U, 3U, 50U}) {
    EXPECT_EQ(this->list_trash(this->ada_.id, limit),
              (FileIds{files[0].id, files[4].id, files[2].id, files[1].id}))
        << limit;
  }
  EXPECT_EQ(this->list_trash(this->grace_.id), FileIds{others.id});
  this->set_trashed(files[1], minutes_after_noon(4));
  EXPECT_EQ(this->list_trash(this->ada_.id),
            (FileIds{files[1].id, files[0].id, files[4].id, files[2].id}));
}

TYPED_TEST_P(TrashRepositoryContract, APageGoesOnWhereAFileWas) {
  std::vector<File> files;
  for (int i = 0; i < 3; ++i) {
    files.push_back(this->add_file(this->ada_.id));
    this->set_trashed(files.back(), minutes_after_noon(i));
  }
  this->set_trashed(files[1], std::nullopt);
  const auto page = this->harness_.trash().list_trash({.owner = this->ada_.id,
                                                       .before_time = minutes_after_noon(1),
                                                       .before_id = files[1].id,
                                                       .limit = 10});
  ASSERT_TRUE(page);
  ASSERT_EQ(page->size(), 1U);
  EXPECT_EQ(page->at(0).id, files[0].id);
  EXPECT_EQ(this->list_trash(this->ada_.id), (FileIds{files[2].id, files[0].id}));
}

TYPED_TEST_P(TrashRepositoryContract, OverdueFilesOfAllOwnersAreListed) {
  const File first = this->add_file(this->ada_.id);
  const File second = this->add_file(this->grace_.id);
  const File third = this->add_file(this->ada_.id);
  const File fourth = this->add_file(this->grace_.id);
  this->set_trashed(third, minutes_after_noon(1));
  this->set_trashed(second, minutes_after_noon(2));
  this->set_trashed(fourth, minutes_after_noon(2));
  this->set_trashed(first, minutes_after_noon(3));
  for (const std::size_t limit : {1U, 3U, 100U}) {
    EXPECT_EQ(this->list_overdue(minutes_after_noon(4), limit),
              (FileIds{third.id, second.id, fourth.id, first.id}))
        << limit;
    EXPECT_EQ(this->list_overdue(minutes_after_noon(3), limit),
              (FileIds{third.id, second.id, fourth.id}))
        << limit;
  }
  EXPECT_TRUE(this->list_overdue(minutes_after_noon(1)).empty());
}

TYPED_TEST_P(TrashRepositoryContract, TheSameBytesAgainChangeNothingWhileTheyAreInTheTrash) {
  const File file = this->add_file(this->ada_.id);
  this->set_trashed(file, kNoon);
  const Upload upload = make_upload(this->ada_.id);
  ASSERT_TRUE(this->harness_.uploads().create_upload(upload, 10));
  File again = make_file(this->ada_.id);
  again.sha256 = file.sha256;
  for (int i = 0; i < 2; ++i) {
    const auto added = this->harness_.files().add_file({.file = again, .upload = upload.id});
    ASSERT_TRUE(added);
    EXPECT_EQ(added->outcome, AddFileOutcome::in_trash);
    EXPECT_EQ(added->file.id, file.id);
    EXPECT_EQ(added->file.trashed_at, kNoon);
  }
  EXPECT_TRUE(this->list_files().empty());
  this->set_trashed(file, std::nullopt);
  const auto added = this->harness_.files().add_file({.file = again, .upload = upload.id});
  ASSERT_TRUE(added) << "the session is still there";
  EXPECT_EQ(added->outcome, AddFileOutcome::duplicate);
}

TYPED_TEST_P(TrashRepositoryContract, ADeletedFileIsInNoTrash) {
  const File file = this->add_file(this->ada_.id);
  const File others = this->add_file(this->grace_.id);
  this->set_trashed(file, kNoon);
  this->set_trashed(others, kNoon);
  const auto deleted = this->harness_.files().delete_file(file.owner, file.id, {});
  ASSERT_TRUE(deleted && *deleted);
  EXPECT_EQ((*deleted)->trashed_at, kNoon);
  EXPECT_TRUE(this->list_trash(this->ada_.id).empty());
  ASSERT_TRUE(this->harness_.users().delete_user(this->grace_.id));
  EXPECT_TRUE(this->list_trash(this->grace_.id).empty());
  EXPECT_TRUE(this->list_overdue(minutes_after_noon(60)).empty());
}

// Random changes, held against a model that is a map.
TYPED_TEST_P(TrashRepositoryContract, AnyOrderOfChangesLeavesTheRightLists) {
  std::mt19937 random(2026);
  const auto below = [&](std::size_t bound) {
    return std::uniform_int_distribution<std::size_t>(0, bound - 1)(random);
  };
  std::map<FileId, File> model;
  for (int step = 0; step < 150; ++step) {
    const std::size_t action = below(10);
    if (model.empty() || action < 3) {
      File file = this->add_file(this->ada_.id, below(2) == 0 ? FileKind::image : FileKind::audio);
      model.emplace(file.id, file);
      continue;
    }
    File& file = std::next(model.begin(), static_cast<std::ptrdiff_t>(below(model.size())))->second;
    if (action < 6) {
      file.trashed_at = minutes_after_noon(static_cast<int>(below(5)));
      this->set_trashed(file, file.trashed_at);
      ++file.revision;
    } else if (action < 9) {
      file.trashed_at.reset();
      this->set_trashed(file, std::nullopt);
      ++file.revision;
    } else {
      const auto deleted = this->harness_.files().delete_file(file.owner, file.id, {});
      ASSERT_TRUE(deleted && *deleted);
      expect_same(**deleted, file);
      model.erase(FileId(file.id));
    }
    if (step % 10 != 9) continue;
    std::vector<FileId> live;
    std::vector<FileId> songs;
    std::vector<std::pair<TimePoint, FileId>> trash;
    for (const auto& [id, each] : model) {
      expect_same(**this->harness_.files().find_file(each.owner, id), each);
      if (each.trashed_at) {
        trash.emplace_back(*each.trashed_at, id);
      } else {
        live.insert(live.begin(), id);
        if (each.kind == FileKind::audio) songs.insert(songs.begin(), id);
      }
    }
    std::ranges::sort(trash);
    std::vector<FileId> oldest_first;
    for (const auto& [time, id] : trash) oldest_first.push_back(id);
    const std::vector<FileId> newest_first(oldest_first.rbegin(), oldest_first.rend());
    EXPECT_EQ(this->list_files(std::nullopt, 7), live) << step;
    EXPECT_EQ(this->list_files(FileKind::audio, 3), songs) << step;
    EXPECT_EQ(this->list_trash(this->ada_.id, 4), newest_first) << step;
    EXPECT_EQ(this->list_overdue(minutes_after_noon(60), 5), oldest_first) << step;
  }
}

REGISTER_TYPED_TEST_SUITE_P(TrashRepositoryContract, AFileInTheTrashIsInNoOtherList,
                            WhatCameLastComesFirst, APageGoesOnWhereAFileWas,
                            OverdueFilesOfAllOwnersAreListed,
                            TheSameBytesAgainChangeNothingWhileTheyAreInTheTrash,
                            ADeletedFileIsInNoTrash, AnyOrderOfChangesLeavesTheRightLists);

}  // namespace audmg::database

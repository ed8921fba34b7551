// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/database/collection_repository.hpp"
#include "audmg/database/event_repository.hpp"
#include "audmg/database/file_change_repository.hpp"
#include "audmg/database/file_repository.hpp"
#include "audmg/database/idempotency_repository.hpp"
#include "contract/announced_files.hpp"
#include "contract/at_once.hpp"
#include "contract/error_code.hpp"
#include "contract/same_file.hpp"
#include "doubles/sample_rows.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <random>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace audmg::database {

inline void expect_same(const Collection& found, const Collection& collection) {
  EXPECT_EQ(found.id, collection.id);
  EXPECT_EQ(found.owner, collection.owner);
  EXPECT_EQ(found.title, collection.title);
  EXPECT_EQ(found.kind, collection.kind);
  EXPECT_EQ(found.description, collection.description);
  EXPECT_EQ(found.cover, collection.cover);
  EXPECT_EQ(found.created_at, collection.created_at);
  EXPECT_EQ(found.revision, collection.revision);
}

/// Holds for every CollectionRepository. `Harness`: see UserRepositoryContract.
template <class Harness>
class CollectionRepositoryContract : public testing::Test {
 protected:
  CollectionRepositoryContract() {
    EXPECT_TRUE(harness_.users().create_user(ada_));
    EXPECT_TRUE(harness_.users().create_user(grace_));
  }

  CollectionRepository& collections() { return harness_.collections(); }

  Collection add_collection(const UserId& owner, const std::string& title = "Summer") {
    Collection collection = make_collection(owner, title);
    EXPECT_TRUE(collections().add_collection({.collection = collection}));
    return collection;
  }
  FileId add_file(const UserId& owner) {
    const File file = make_file(owner);
    EXPECT_TRUE(harness_.files().add_file({.file = file, .upload = std::nullopt}));
    return file.id;
  }
  FileIds add_files(std::size_t count) {
    FileIds ids;
    for (std::size_t i = 0; i < count; ++i) ids.push_back(add_file(ada_.id));
    return ids;
  }

  File stored(const FileId& id) {
    const auto found = harness_.files().find_file(ada_.id, id);
    EXPECT_TRUE(found && *found);
    return found && *found ? **found : File{};
  }
  std::uint64_t revision(const Collection& collection) {
    const auto found = collections().find_collection(collection.owner, collection.id);
    EXPECT_TRUE(found && *found);
    return found && *found ? (*found)->revision : 0;
  }
  FileIds trashed_members() {
    auto files = *collections().list_trashed_members(ada_.id);
    std::ranges::sort(files);
    return files;
  }
  std::vector<Event> events() {
    return *harness_.events().list_events({.owner = ada_.id, .after = {}, .limit = 1000});
  }

  ChangeMembersRequest members(const Collection& collection, FileIds files) {
    return {.owner = ada_.id,
            .collection = collection.id,
            .files = std::move(files),
            .announce = announced_.callback()};
  }
  Result<std::size_t> add(const Collection& collection, FileIds files) {
    return collections().add_members(members(collection, std::move(files)));
  }
  Result<std::size_t> remove(const Collection& collection, FileIds files) {
    return collections().remove_members(members(collection, std::move(files)));
  }
  Result<std::size_t> move(const Collection& collection, FileIds files, FileId before = {}) {
    const auto moved = collections().move_members(
        {.members = members(collection, std::move(files)), .before = std::move(before)});
    if (!moved) return std::unexpected(moved.error());
    longest_position_ = moved->longest_position;
    return moved->count;
  }

  FileIds list(const Collection& collection, std::size_t limit = 1000) {
    FileIds ids;
    ListMembersRequest request{
        .owner = collection.owner, .collection = collection.id, .limit = limit};
    for (;;) {
      const auto page = collections().list_members(request);
      EXPECT_TRUE(page);
      if (!page || page->empty()) return ids;
      EXPECT_LE(page->size(), limit);
      for (const CollectionMember& member : *page) {
        EXPECT_LT(request.after, member.position);
        request.after = member.position;
        ids.push_back(member.file);
      }
    }
  }

  void set_trashed(const FileId& file, std::optional<TimePoint> time) {
    const auto changed = harness_.changes().change_files(
        {.owner = ada_.id,
         .files = {file},
         .change = [&](File& found) -> Result<bool> {
           found.trashed_at = time;
           return true;
         },
         .announce = [](std::span<const File>) { return Outbox{}; }});
    EXPECT_TRUE(changed && changed->at(0).file);
  }

  Harness harness_;
  AnnouncedFiles announced_;
  std::string longest_position_;  ///< that the last move() gave
  const User ada_ = make_user("ada");
  const User grace_ = make_user("grace");
};

TYPED_TEST_SUITE_P(CollectionRepositoryContract);

TYPED_TEST_P(CollectionRepositoryContract, ACollectionComesBackAsStored) {
  Collection album = make_collection(this->ada_.id, "Zürich \xf0\x9f\x8e\xb5");
  album.description = std::string("two\nlines\0.", 11);
  album.cover = FileId::make(kNoon);
  ASSERT_TRUE(this->collections().add_collection({.collection = album}));
  Collection playlist = make_collection(this->ada_.id, "");
  playlist.kind = CollectionKind::playlist;
  playlist.created_at = minutes_after_noon(5);
  ASSERT_TRUE(this->collections().add_collection({.collection = playlist}));
  for (const Collection& collection : {album, playlist}) {
    const auto found = this->collections().find_collection(collection.owner, collection.id);
    ASSERT_TRUE(found && *found);
    expect_same(**found, collection);
    EXPECT_EQ((*found)->revision, 1U);
  }
  const auto listed = this->collections().list_collections(this->ada_.id);
  ASSERT_TRUE(listed);
  ASSERT_EQ(listed->size(), 2U);
  expect_same(listed->at(0), playlist);
  expect_same(listed->at(1), album);
}

TYPED_TEST_P(CollectionRepositoryContract, AnotherOwnersCollectionIsNotFound) {
  const Collection others = this->add_collection(this->grace_.id);
  const FileId file = this->add_file(this->ada_.id);
  EXPECT_FALSE(*this->collections().find_collection(this->ada_.id, others.id));
  EXPECT_TRUE(this->collections().list_collections(this->ada_.id)->empty());
  EXPECT_EQ(error_code(this->collections().list_members(
                {.owner = this->ada_.id, .collection = others.id})),
            ErrorCode::not_found);
  EXPECT_EQ(error_code(this->add(others, {file})), ErrorCode::not_found);
  EXPECT_EQ(error_code(this->remove(others, {file})), ErrorCode::not_found);
  EXPECT_EQ(error_code(this->move(others, {file})), ErrorCode::not_found);
  EXPECT_EQ(error_code(this->collections().change_collection(
                {.owner = this->ada_.id,
                 .id = others.id,
                 .change = [](Collection&) -> Result<bool> { return true; }})),
            ErrorCode::not_found);
  EXPECT_EQ(error_code(this->collections().delete_collection(this->ada_.id, others.id,
                                                             this->announced_.callback(), {})),
            ErrorCode::not_found);
  EXPECT_EQ(this->revision(others), 1U);
  EXPECT_TRUE(this->events().empty());
  EXPECT_EQ(error_code(this->collections().add_collection(
                {.collection = make_collection(UserId::make(kNoon))})),
            ErrorCode::not_found);
}

TYPED_TEST_P(CollectionRepositoryContract, IsMadeWithItsEventAndTheAnswerToItsRequest) {
  const IdempotencyKey key{this->ada_.id.text(), "key"};
  const BeginIdempotentRequest begin{key, "print", kNoon, minutes_after_noon(1),
                                     minutes_after_noon(60)};
  ASSERT_EQ(this->harness_.idempotency().begin(begin)->outcome, BeginOutcome::fresh);
  const Collection album = make_collection(this->ada_.id);
  ASSERT_TRUE(this->collections().add_collection(
      {.collection = album,
       .outbox = {.messages = {}, .events = {{EventId::make(kNoon), "collection.changed", kNoon}}},
       .completion = IdempotentCompletion{.key = key, .status = 201}}));
  const auto begun = this->harness_.idempotency().begin(begin);
  ASSERT_TRUE(begun);
  EXPECT_EQ(begun->outcome, BeginOutcome::completed);
  EXPECT_EQ(begun->resource_id, album.id.text());
  const auto events = this->events();
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(events[0].type, "collection.changed");
  EXPECT_TRUE(events[0].file.empty());
}

TYPED_TEST_P(CollectionRepositoryContract, ACollectionIsAsItWasChanged) {
  Collection album = this->add_collection(this->ada_.id);
  const Outbox outbox{.messages = {}, .events = {{EventId::make(kNoon), "changed", kNoon}}};
  const auto refused = this->collections().change_collection(
      {.owner = album.owner,
       .id = album.id,
       .change = [](Collection&) -> Result<bool> { return fail(ErrorCode::conflict, "no"); },
       .outbox = outbox});
  EXPECT_EQ(error_code(refused), ErrorCode::conflict);
  const auto left = this->collections().change_collection(
      {.owner = album.owner,
       .id = album.id,
       .change = [](Collection&) -> Result<bool> { return false; },
       .outbox = outbox});
  ASSERT_TRUE(left);
  expect_same(*left, album);
  EXPECT_TRUE(this->events().empty());
  album.title = "Winter";
  album.description = "snow";
  album.cover = FileId::make(kNoon);
  album.revision = 2;
  const auto changed =
      this->collections().change_collection({.owner = album.owner,
                                             .id = album.id,
                                             .change = [&](Collection& found) -> Result<bool> {
                                               found.title = album.title;
                                               found.description = album.description;
                                               found.cover = album.cover;
                                               return true;
                                             },
                                             .outbox = outbox});
  ASSERT_TRUE(changed);
  expect_same(*changed, album);
  expect_same(**this->collections().find_collection(album.owner, album.id), album);
  EXPECT_EQ(this->events().size(), 1U);
}

TYPED_TEST_P(CollectionRepositoryContract, MembersAreInTheOrderInWhichTheyCame) {
  const Collection album = this->add_collection(this->ada_.id);
  const Collection other = this->add_collection(this->ada_.id, "Other");
  const FileIds files = this->add_files(4);
  EXPECT_TRUE(this->list(album).empty());
  EXPECT_EQ(this->add(album, {files[2], files[0]}), 2U);
  EXPECT_EQ(this->add(album, {files[0], files[3], files[1], files[2]}), 2U);
  const FileIds expected{files[2], files[0], files[3], files[1]};
  for (const std::size_t limit : {1U, 3U, 4U, 1000U}) {
    EXPECT_EQ(this->list(album, limit), expected) << limit;
  }
  EXPECT_EQ(this->add(other, {files[0]}), 1U);
  EXPECT_EQ(this->list(other), FileIds{files[0]});
  EXPECT_EQ(this->revision(album), 3U);
  EXPECT_EQ(this->revision(other), 2U);
  EXPECT_EQ(this->stored(files[1]).collections, std::vector{album.id});
  EXPECT_EQ(this->stored(files[1]).revision, 2U);
  auto both = this->stored(files[0]).collections;
  std::ranges::sort(both);
  EXPECT_EQ(both, (std::vector{album.id, other.id}));
  EXPECT_EQ(this->stored(files[0]).revision, 3U);
  EXPECT_EQ(this->add(album, expected), 0U);
  EXPECT_EQ(this->revision(album), 3U) << "nothing has changed";
}

TYPED_TEST_P(CollectionRepositoryContract, FilesOfNobodyAndOfOthersStayOut) {
  const Collection album = this->add_collection(this->ada_.id);
  const FileId file = this->add_file(this->ada_.id);
  const FileId others = this->add_file(this->grace_.id);
  const FileId nobodys = FileId::make(kNoon);
  EXPECT_EQ(this->add(album, {others, nobodys}), 0U);
  EXPECT_EQ(this->revision(album), 1U);
  EXPECT_TRUE(this->events().empty());
  EXPECT_EQ(this->add(album, {others, file, nobodys}), 1U);
  EXPECT_EQ(this->list(album), FileIds{file});
  EXPECT_EQ(this->remove(album, {others, nobodys}), 0U);
  EXPECT_EQ(this->move(album, {others, nobodys}), 0U);
  EXPECT_EQ(this->revision(album), 2U);
  EXPECT_TRUE((*this->harness_.files().find_file(this->grace_.id, others))->collections.empty());
}

TYPED_TEST_P(CollectionRepositoryContract, ChangesOfMembersAreAnnounced) {
  const Collection album = this->add_collection(this->ada_.id);
  const auto files = this->add_files(2);
  EXPECT_EQ(this->add(album, {files[0]}), 1U);
  ASSERT_EQ(this->events().size(), 1U);
  EXPECT_EQ(this->events()[0].file, files[0]);
  EXPECT_EQ(this->add(album, files), 1U) << "one is in it";
  ASSERT_EQ(this->events().size(), 2U);
  EXPECT_EQ(this->events()[1].file, files[1]);
  for (const FileId& file : files) {
    expect_same(this->announced_.files().at(file), this->stored(file));
  }
  EXPECT_EQ(this->move(album, {files[1], files[0]}), 2U);
  ASSERT_EQ(this->events().size(), 3U);
  EXPECT_TRUE(this->events()[2].file.empty());
  EXPECT_EQ(this->remove(album, files), 2U);
  ASSERT_EQ(this->events().size(), 4U);
  for (const FileId& file : files) {
    const File found = this->stored(file);
    expect_same(this->announced_.files().at(file), found);
    EXPECT_TRUE(found.collections.empty());
    EXPECT_EQ(found.revision, 4U);
  }
  EXPECT_EQ(this->revision(album), 5U);
  EXPECT_EQ(this->remove(album, files), 0U);
  EXPECT_EQ(this->events().size(), 4U);
}

TYPED_TEST_P(CollectionRepositoryContract, MembersMove) {
  const Collection album = this->add_collection(this->ada_.id);
  const FileIds f = this->add_files(6);
  const FileId outside = this->add_file(this->ada_.id);
  ASSERT_EQ(this->add(album, {f[0], f[1], f[2], f[3], f[4], f[5]}), 6U);
  EXPECT_EQ(this->move(album, {f[4], f[3]}, f[1]), 2U);
  EXPECT_EQ(this->list(album), (FileIds{f[0], f[4], f[3], f[1], f[2], f[5]}));
  EXPECT_EQ(this->move(album, {f[0], outside}), 1U);
  EXPECT_EQ(this->list(album), (FileIds{f[4], f[3], f[1], f[2], f[5], f[0]}));
  EXPECT_EQ(this->move(album, {f[0]}, f[4]), 1U);
  const auto members =
      this->collections().list_members({.owner = album.owner, .collection = album.id, .after = {}});
  ASSERT_TRUE(members);
  const auto moved = std::ranges::find(*members, f[0], &CollectionMember::file);
  ASSERT_NE(moved, members->end());
  EXPECT_EQ(moved->position, this->longest_position_);
  EXPECT_EQ(this->list(album), (FileIds{f[0], f[4], f[3], f[1], f[2], f[5]}));
  // Before one that moves itself: before the next one that does not.
  EXPECT_EQ(this->move(album, {f[5], f[3], f[1]}, f[3]), 3U);
  EXPECT_EQ(this->list(album), (FileIds{f[0], f[4], f[5], f[3], f[1], f[2]}));
  EXPECT_EQ(this->move(album, {f[2], f[1]}, f[1]), 2U);
  EXPECT_EQ(this->list(album), (FileIds{f[0], f[4], f[5], f[3], f[2], f[1]}));
  EXPECT_EQ(error_code(this->move(album, {f[0]}, outside)), ErrorCode::invalid_argument);
  EXPECT_EQ(error_code(this->move(album, {f[0]}, FileId::make(kNoon))),
            ErrorCode::invalid_argument);
  EXPECT_EQ(this->list(album), (FileIds{f[0], f[4], f[5], f[3], f[2], f[1]}));
  EXPECT_TRUE(this->stored(outside).collections.empty());
}

TYPED_TEST_P(CollectionRepositoryContract, ManyMembersComeMoveAndGo) {
  const Collection album = this->add_collection(this->ada_.id);
  FileIds files = this->add_files(130);
  EXPECT_EQ(this->add(album, files), files.size());
  EXPECT_EQ(this->list(album, 50), files);
  EXPECT_EQ(this->announced_.files().size(), files.size());
  std::mt19937 random(5);
  std::ranges::shuffle(files, random);
  EXPECT_EQ(this->move(album, files), files.size());
  EXPECT_EQ(this->list(album), files);
  EXPECT_EQ(this->move(album, FileIds(files.begin() + 10, files.end()), files[3]),
            files.size() - 10);
  std::rotate(files.begin() + 3, files.begin() + 10, files.end());
  EXPECT_EQ(this->list(album), files);
  EXPECT_EQ(this->remove(album, FileIds(files.begin() + 5, files.end())), files.size() - 5);
  files.resize(5);
  EXPECT_EQ(this->list(album), files);
}

TYPED_TEST_P(CollectionRepositoryContract, DeletingItKeepsItsFiles) {
  const Collection album = this->add_collection(this->ada_.id);
  const Collection other = this->add_collection(this->ada_.id, "Other");
  const auto files = this->add_files(110);
  ASSERT_EQ(this->add(album, files), files.size());
  ASSERT_EQ(this->add(other, {files[0]}), 1U);
  const std::size_t before = this->events().size();
  ASSERT_TRUE(this->collections().delete_collection(
      this->ada_.id, album.id, this->announced_.callback(),
      {.messages = {}, .events = {{EventId::make(kNoon), "collection.deleted", kNoon}}}));
  EXPECT_FALSE(*this->collections().find_collection(this->ada_.id, album.id));
  EXPECT_EQ(error_code(
                this->collections().list_members({.owner = this->ada_.id, .collection = album.id})),
            ErrorCode::not_found);
  for (const FileId& file : files) {
    const File found = this->stored(file);
    EXPECT_EQ(found.collections,
              file == files[0] ? std::vector{other.id} : std::vector<CollectionId>{});
    expect_same(this->announced_.files().at(file), found);
  }
  const auto events = this->events();
  EXPECT_GE(events.size(), before + 2);
  EXPECT_EQ(std::ranges::count(events, "collection.deleted", &Event::type), 1);
  EXPECT_EQ(error_code(this->collections().delete_collection(this->ada_.id, album.id,
                                                             this->announced_.callback(), {})),
            ErrorCode::not_found);
  EXPECT_EQ(this->collections().list_collections(this->ada_.id)->size(), 1U);
}

TYPED_TEST_P(CollectionRepositoryContract, MembersStayInTheTrashAndGoWithTheirFile) {
  const Collection album = this->add_collection(this->ada_.id);
  const Collection other = this->add_collection(this->ada_.id, "Other");
  const FileIds files = this->add_files(3);
  ASSERT_EQ(this->add(album, files), 3U);
  ASSERT_EQ(this->add(other, {files[1]}), 1U);
  this->set_trashed(files[1], kNoon);
  EXPECT_EQ(this->list(album), files);
  EXPECT_EQ(this->trashed_members(), FileIds{files[1]});
  EXPECT_EQ(this->stored(files[1]).collections.size(), 2U);
  this->set_trashed(files[1], std::nullopt);
  EXPECT_EQ(this->list(album), files);
  this->set_trashed(files[1], kNoon);
  const std::uint64_t before = this->revision(album);
  const auto deleted = this->harness_.files().delete_file(this->ada_.id, files[1], {});
  ASSERT_TRUE(deleted && *deleted);
  EXPECT_EQ((*deleted)->collections.size(), 2U);
  EXPECT_EQ(this->list(album), (FileIds{files[0], files[2]}));
  EXPECT_TRUE(this->list(other).empty());
  EXPECT_TRUE(this->trashed_members().empty());
  EXPECT_GT(this->revision(album), before);
}

TYPED_TEST_P(CollectionRepositoryContract, GoesWithItsOwner) {
  const Collection album = this->add_collection(this->ada_.id);
  const Collection others = this->add_collection(this->grace_.id);
  ASSERT_EQ(this->add(album, this->add_files(3)), 3U);
  ASSERT_TRUE(this->harness_.users().delete_user(this->ada_.id));
  const auto listed = this->collections().list_collections(this->ada_.id);
  EXPECT_TRUE(!listed || listed->empty());
  EXPECT_EQ(error_code(
                this->collections().list_members({.owner = this->ada_.id, .collection = album.id})),
            ErrorCode::not_found);
  EXPECT_EQ(this->collections().list_collections(this->grace_.id)->size(), 1U);
  EXPECT_TRUE(*this->collections().find_collection(this->grace_.id, others.id));
}

TYPED_TEST_P(CollectionRepositoryContract, TwoWhoAddAtOnceLoseAndRepeatNothing) {
  const Collection album = this->add_collection(this->ada_.id);
  const auto files = this->add_files(20);
  const auto results = at_once(2, [&](std::size_t thread) {
    std::size_t added = 0;
    for (std::size_t i = 0; i < files.size(); ++i) {
      const FileId& file = thread == 0 ? files[i] : files[files.size() - 1 - i];
      const auto came = this->add(album, {file});
      EXPECT_TRUE(came);
      added += came.value_or(0);
    }
    return added;
  });
  EXPECT_EQ(results[0] + results[1], files.size());
  const auto listed = this->list(album);
  EXPECT_EQ(listed.size(), files.size());
  EXPECT_EQ(std::set(listed.begin(), listed.end()), std::set(files.begin(), files.end()));
  EXPECT_EQ(this->revision(album), 1 + files.size());
  for (const FileId& file : files) {
    EXPECT_EQ(this->stored(file).collections, std::vector{album.id});
    EXPECT_EQ(this->stored(file).revision, 2U);
  }
}

TYPED_TEST_P(CollectionRepositoryContract, TwoWhoMoveAndRemoveAtOnceLeaveAnOrder) {
  const Collection album = this->add_collection(this->ada_.id);
  const auto files = this->add_files(12);
  ASSERT_EQ(this->add(album, files), files.size());
  const auto results = at_once(2, [&](std::size_t thread) {
    std::mt19937 random(static_cast<unsigned>(thread));
    for (std::size_t i = 0; i < 10; ++i) {
      const std::size_t which = std::uniform_int_distribution<std::size_t>(2, 11)(random);
      if (thread == 1 && i % 3 == 0) {
        EXPECT_TRUE(this->remove(album, {files[which]}));
        EXPECT_TRUE(this->add(album, {files[which]}));
      } else {
        EXPECT_TRUE(this->move(album, {files[which]}, files[i % 2]));
      }
    }
    return true;
  });
  EXPECT_EQ(count_answers(results, true), 2U);
  const auto listed = this->list(album);
  EXPECT_EQ(listed.size(), files.size());
  EXPECT_EQ(std::set(listed.begin(), listed.end()), std::set(files.begin(), files.end()));
}

// Random changes, held against a model that is a list.
TYPED_TEST_P(CollectionRepositoryContract, AnyOrderOfChangesLeavesTheRightMembers) {
  std::mt19937 random(2026);
  const auto below = [&](std::size_t bound) {
    return std::uniform_int_distribution<std::size_t>(0, bound - 1)(random);
  };
  const Collection album = this->add_collection(this->ada_.id);
  FileIds files = this->add_files(12);
  FileIds model;
  const auto some = [&] {
    FileIds chosen = files;
    std::ranges::shuffle(chosen, random);
    chosen.resize(1 + below(4));
    return chosen;
  };
  const auto is_in = [](const FileIds& ids, const FileId& id) {
    return std::ranges::find(ids, id) != ids.end();
  };
  for (int step = 0; step < 120; ++step) {
    const FileIds chosen = some();
    FileIds chosen_members;
    for (const FileId& id : chosen) {
      if (is_in(model, id)) chosen_members.push_back(id);
    }
    switch (below(6)) {
      case 0:
      case 1: {
        EXPECT_EQ(this->add(album, chosen), chosen.size() - chosen_members.size());
        for (const FileId& id : chosen) {
          if (!is_in(model, id)) model.push_back(id);
        }
        break;
      }
      case 2: {
        EXPECT_EQ(this->remove(album, chosen), chosen_members.size());
        std::erase_if(model, [&](const FileId& id) { return is_in(chosen, id); });
        break;
      }
      case 3: {
        if (model.empty()) break;
        auto anchor = model.begin() + static_cast<std::ptrdiff_t>(below(model.size()));
        EXPECT_EQ(this->move(album, chosen, *anchor), chosen_members.size());
        anchor =
            std::find_if(anchor, model.end(), [&](const FileId& id) { return !is_in(chosen, id); });
        const FileId before = anchor == model.end() ? FileId{} : *anchor;
        std::erase_if(model, [&](const FileId& id) { return is_in(chosen, id); });
        model.insert(std::ranges::find(model, before), chosen_members.begin(),
                     chosen_members.end());
        break;
      }
      case 4: {
        // Into the trash, where a member stays, and for half of them out of it again.
        this->set_trashed(chosen[0], kNoon);
        if (below(2) == 0) this->set_trashed(chosen[0], std::nullopt);
        break;
      }
      default: {
        if (step % 3 != 0) break;
        ASSERT_TRUE(*this->harness_.files().delete_file(this->ada_.id, chosen[0], {}));
        std::erase(model, chosen[0]);
        std::erase(files, chosen[0]);
        files.push_back(this->add_file(this->ada_.id));
      }
    }
    ASSERT_EQ(this->list(album, 5), model) << step;
    FileIds trashed = model;
    std::erase_if(trashed, [&](const FileId& id) { return !this->stored(id).trashed_at; });
    std::ranges::sort(trashed);
    ASSERT_EQ(this->trashed_members(), trashed) << step;
  }
  for (const FileId& file : files) {
    this->set_trashed(file, std::nullopt);
    EXPECT_EQ(this->stored(file).collections,
              is_in(model, file) ? std::vector{album.id} : std::vector<CollectionId>{});
  }
  EXPECT_EQ(this->list(album), model);
}

REGISTER_TYPED_TEST_SUITE_P(CollectionRepositoryContract, ACollectionComesBackAsStored,
                            AnotherOwnersCollectionIsNotFound,
                            IsMadeWithItsEventAndTheAnswerToItsRequest, ACollectionIsAsItWasChanged,
                            MembersAreInTheOrderInWhichTheyCame, FilesOfNobodyAndOfOthersStayOut,
                            ChangesOfMembersAreAnnounced, MembersMove, ManyMembersComeMoveAndGo,
                            DeletingItKeepsItsFiles, MembersStayInTheTrashAndGoWithTheirFile,
                            GoesWithItsOwner, TwoWhoAddAtOnceLoseAndRepeatNothing,
                            TwoWhoMoveAndRemoveAtOnceLeaveAnOrder,
                            AnyOrderOfChangesLeavesTheRightMembers);

}  // namespace audmg::database

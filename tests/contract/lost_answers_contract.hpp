// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/database/audit_chain.hpp"
#include "audmg/database/audit_repository.hpp"
#include "audmg/database/collection_repository.hpp"
#include "audmg/database/credential_repository.hpp"
#include "audmg/database/file_change_repository.hpp"
#include "audmg/database/file_repository.hpp"
#include "audmg/database/integrity_repository.hpp"
#include "audmg/database/processing_repository.hpp"
#include "audmg/database/trash_repository.hpp"
#include "audmg/database/upload_repository.hpp"
#include "audmg/database/usage_repository.hpp"
#include "contract/error_code.hpp"
#include "doubles/sample_rows.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

// What every database adapter keeps when it commits a change and does not learn of it. Include it,
// then INSTANTIATE_TYPED_TEST_SUITE_P(..., LostAnswersContract, ...).

namespace audmg::database {

/// Which answers to the next write are lost after it was carried out.
enum class Loss { once, every_try };
inline constexpr Loss kLosses[] = {Loss::once, Loss::every_try};

/// `Harness`: see UserRepositoryContract. It also has:
///   lose_answers(Loss)   for the next write of this thread
///   recover()            answers arrive again; restarts the adapter where that takes a restart
///   kTriesAgain          whether a write succeeds when one answer was lost
template <class Harness>
class LostAnswersContract : public testing::Test {
 protected:
  LostAnswersContract() { EXPECT_TRUE(harness_.users().create_user(ada_)); }

  FileRepository& files() { return harness_.files(); }
  ProcessingRepository& processing() { return harness_.processing(); }

  /// Makes the call while answers are lost. It has succeeded, or its outcome is unknown: nothing
  /// else, above all not `unavailable`, which says that nothing was changed.
  template <class Write>
  auto lose(Loss loss, Write write) {
    harness_.lose_answers(loss);
    auto result = write();
    harness_.recover();
    if (loss == Loss::once && Harness::kTriesAgain) {
      EXPECT_TRUE(result) << result.error().message;
    } else {
      EXPECT_EQ(error_code(result), ErrorCode::unknown_outcome);
    }
    return result;
  }

  File add_file() {
    File file = make_file(ada_.id);
    EXPECT_TRUE(files().add_file({file, std::nullopt}));
    return file;
  }

  bool has(const File& file) { return files().find_file(file.owner, file.id)->has_value(); }

  Harness harness_;
  const User ada_ = make_user("ada");
};

TYPED_TEST_SUITE_P(LostAnswersContract);

TYPED_TEST_P(LostAnswersContract, AFileIsThereWithAllThatBelongsToItOrNotAtAll) {
  Usage expected;
  for (const Loss loss : kLosses) {
    Upload upload = make_upload(this->ada_.id);
    upload.reserved = upload.size;
    ASSERT_TRUE(this->harness_.uploads().create_upload(upload, 100));
    const File file = make_file(this->ada_.id);
    const Outbox outbox{.messages = {}, .events = {{EventId::make(kNoon), "file.uploaded", kNoon}}};
    const auto added =
        this->lose(loss, [&] { return this->files().add_file({file, upload.id, outbox}); });
    if (added) {
      EXPECT_EQ(added->outcome, AddFileOutcome::added);
    }
    const bool is_there = this->has(file);
    if (added) {
      EXPECT_TRUE(is_there);
    }
    EXPECT_EQ(this->harness_.uploads().find_upload(upload.owner, upload.id)->has_value(),
              !is_there);
    EXPECT_EQ(this->files().has_object_keys(std::vector{file.object_key}), std::vector{is_there});
    EXPECT_EQ(this->harness_.events().list_file_events(file.owner, file.id, 10)->size(),
              is_there ? 1U : 0U);
    expected.bytes += is_there ? file.size : 0;
    expected.files += is_there ? 1 : 0;
    expected.reserved += is_there ? 0 : upload.reserved;
    EXPECT_EQ(this->harness_.usage().find_usage(this->ada_.id), expected);

    // What the caller's next try comes to.
    File again = make_file(this->ada_.id);
    again.sha256 = file.sha256;
    const auto second = this->files().add_file({again, std::nullopt});
    ASSERT_TRUE(second);
    EXPECT_EQ(second->outcome, is_there ? AddFileOutcome::duplicate : AddFileOutcome::added);
    expected.bytes += is_there ? 0 : again.size;
    expected.files += is_there ? 0 : 1;
    EXPECT_EQ(second->file.object_key, is_there ? file.object_key : again.object_key);
  }
}

TYPED_TEST_P(LostAnswersContract, ADeletedFileIsGoneWithAllThatBelongsToItOrNotAtAll) {
  for (const Loss loss : kLosses) {
    const File file = this->add_file();
    const auto deleted =
        this->lose(loss, [&] { return this->files().delete_file(file.owner, file.id, {}); });
    const bool is_there = this->has(file);
    if (deleted) {
      EXPECT_FALSE(is_there);
    }
    EXPECT_EQ(this->files().has_object_keys(std::vector{file.object_key}), std::vector{is_there});
    EXPECT_EQ(this->files().find_file_by_sha256(file.owner, file.sha256)->has_value(), is_there);
    EXPECT_EQ(this->harness_.tombstones().has_tombstones(std::vector{file.object_key}),
              std::vector{!is_there});
  }
}

TYPED_TEST_P(LostAnswersContract, AFileIsInTheTrashWithItsEventOrNotAtAll) {
  for (const Loss loss : kLosses) {
    const File file = this->add_file();
    const auto changed = this->lose(loss, [&] {
      return this->harness_.changes().change_files(
          {.owner = file.owner,
           .files = {file.id},
           .change = [](File& found) -> Result<bool> {
             if (found.trashed_at) return false;
             found.trashed_at = kNoon;
             found.edits = "{}";
             return true;
           },
           .announce =
               [](std::span<const File>) {
                 return Outbox{.messages = {},
                               .events = {{EventId::make(kNoon), "file.trashed", kNoon}}};
               }});
    });
    if (changed) {
      EXPECT_TRUE(changed->at(0).file);
    }
    const auto stored = *this->files().find_file(file.owner, file.id);
    const bool is_changed = stored->trashed_at.has_value();
    if (changed) {
      EXPECT_TRUE(is_changed);
    }
    EXPECT_EQ(stored->edits, is_changed ? "{}" : "");
    EXPECT_EQ(stored->revision, is_changed ? 2U : 1U);
    EXPECT_EQ(this->harness_.events().list_file_events(file.owner, file.id, 10)->size(),
              is_changed ? 1U : 0U);
    const auto trash = *this->harness_.trash().list_trash({.owner = file.owner});
    EXPECT_EQ(std::ranges::count(trash, file.id, &File::id), is_changed ? 1 : 0);
    const auto listed = *this->files().list_files({.owner = file.owner, .kind = {}, .before = {}});
    EXPECT_EQ(std::ranges::count(listed, file.id, &File::id), is_changed ? 0 : 1);
  }
}

TYPED_TEST_P(LostAnswersContract, AMemberIsInTheCollectionAndInItsFileOrInNeither) {
  for (const Loss loss : kLosses) {
    const File file = this->add_file();
    const Collection album = make_collection(this->ada_.id);
    ASSERT_TRUE(this->harness_.collections().add_collection({.collection = album}));
    const ChangeMembersRequest request{.owner = file.owner,
                                       .collection = album.id,
                                       .files = {file.id},
                                       .announce = [](std::span<const File>) { return Outbox{}; }};
    const auto added =
        this->lose(loss, [&] { return this->harness_.collections().add_members(request); });
    const auto members =
        *this->harness_.collections().list_members({.owner = file.owner, .collection = album.id});
    const bool is_member = members.size() == 1;
    if (added) {
      EXPECT_TRUE(is_member);
    }
    const auto stored = *this->files().find_file(file.owner, file.id);
    EXPECT_EQ(stored->collections, is_member ? std::vector{album.id} : std::vector<CollectionId>{});
    EXPECT_EQ(stored->revision, is_member ? 2U : 1U);
    // What the caller's next try comes to.
    EXPECT_EQ(this->harness_.collections().add_members(request), is_member ? 0U : 1U);
  }
}

TYPED_TEST_P(LostAnswersContract, AFileNamesItsFormerObjectOrTheOneInItsPlace) {
  for (const Loss loss : kLosses) {
    const File file = this->add_file();
    const std::string next = file.object_key + "-next";
    const ReplaceObjectRequest request{
        .former = {file.owner, file.id, file.object_key}, .object_key = next, .now = kNoon};
    const auto replaced =
        this->lose(loss, [&] { return this->harness_.integrity().replace_object(request); });
    const auto stored = *this->files().find_file(file.owner, file.id);
    const bool is_replaced = stored->object_key == next;
    if (replaced) {
      EXPECT_TRUE(is_replaced);
    }
    EXPECT_TRUE(is_replaced || stored->object_key == file.object_key);
    const std::vector keys{file.object_key, next};
    EXPECT_EQ(this->files().has_object_keys(keys), (std::vector{!is_replaced, is_replaced}));
    EXPECT_EQ(this->harness_.tombstones().has_tombstones(keys), (std::vector{is_replaced, false}));
  }
}

TYPED_TEST_P(LostAnswersContract, TheGenerationOnlyGrows) {
  ASSERT_TRUE(this->harness_.drive().set_identity({"drive", 5}));
  for (const Loss loss : kLosses) {
    const std::uint64_t before = (*this->harness_.drive().find_identity())->generation;
    const auto raised = this->lose(loss, [&] { return this->harness_.drive().raise_generation(); });
    const std::uint64_t after = (*this->harness_.drive().find_identity())->generation;
    EXPECT_GE(after, raised ? raised->generation : before);
  }
}

TYPED_TEST_P(LostAnswersContract, AnAttemptIsFinishedOnceOrCanBeFinished) {
  for (const Loss loss : kLosses) {
    const File file = this->add_file();
    const auto begun = this->processing().begin_processing({file.owner, file.id, kNoon});
    ASSERT_TRUE(begun && *begun);
    const FinishProcessingRequest request{
        file.owner, file.id, (*begun)->fencing_token, FileStatus::failed, "", "Damaged.", {}};
    const auto finished =
        this->lose(loss, [&] { return this->processing().finish_processing(request); });
    const bool is_finished =
        (*this->files().find_file(file.owner, file.id))->status == FileStatus::failed;
    if (finished) {
      EXPECT_TRUE(is_finished);
    }
    EXPECT_EQ(error_code(this->processing().finish_processing(request)),
              is_finished ? std::optional(ErrorCode::conflict) : std::nullopt);
  }
}

TYPED_TEST_P(LostAnswersContract, AUserIsThereWithNameAndEmailOrNotAtAll) {
  for (const Loss loss : kLosses) {
    const User user = make_user(loss == Loss::once ? "grace" : "hedy");
    const auto created = this->lose(loss, [&] { return this->harness_.users().create_user(user); });
    if (created) {
      EXPECT_EQ(*created, CreateUserOutcome::created);
    }
    const bool is_there = this->harness_.users().find_user(user.id)->has_value();
    if (created) {
      EXPECT_TRUE(is_there);
    }
    EXPECT_EQ(this->harness_.users().find_user_by_username(user.username)->has_value(), is_there);
    EXPECT_EQ(this->harness_.users().find_user_by_email(user.email)->has_value(), is_there);
  }
}

TYPED_TEST_P(LostAnswersContract, AnUploadSessionCountsWhenItIsThere) {
  for (const Loss loss : kLosses) {
    const User user = make_user(loss == Loss::once ? "grace" : "hedy");
    ASSERT_TRUE(this->harness_.users().create_user(user));
    Upload upload = make_upload(user.id);
    upload.reserved = upload.size;
    const auto created =
        this->lose(loss, [&] { return this->harness_.uploads().create_upload(upload, 1); });
    const bool is_there =
        this->harness_.uploads().find_upload(upload.owner, upload.id)->has_value();
    if (created) {
      EXPECT_TRUE(is_there);
    }
    EXPECT_EQ(this->harness_.usage().find_usage(user.id),
              (Usage{.reserved = is_there ? upload.reserved : 0}));
    EXPECT_EQ(this->harness_.uploads().create_upload(make_upload(user.id), 1),
              is_there ? CreateUploadOutcome::too_many : CreateUploadOutcome::created);
  }
}

TYPED_TEST_P(LostAnswersContract, ASessionGoesOnAfterARefreshThatWasNotHeardOf) {
  for (const Loss loss : kLosses) {
    const Session session = make_session(this->ada_.id);
    ASSERT_TRUE(this->harness_.sessions().create_session(session));
    const RenewRequest request{.id = session.id,
                               .owner = session.owner,
                               .generation = 1,
                               .now = kNoon,
                               .expires_at = minutes_after_noon(60),
                               .max_lifetime = std::chrono::hours(24),
                               .leeway = std::chrono::seconds(30)};
    const auto renew = [&] { return this->harness_.sessions().renew_session(request); };
    const auto goes_on = [](const Result<RenewOutcome>& outcome) {
      return outcome == RenewOutcome::renewed || outcome == RenewOutcome::repeated;
    };
    const auto renewed = this->lose(loss, renew);
    if (renewed) {
      EXPECT_TRUE(goes_on(renewed));
    }
    EXPECT_TRUE(goes_on(renew()));
    EXPECT_EQ(
        (*this->harness_.sessions().find_session(session.owner, session.id))->session.generation,
        2);
  }
}

TYPED_TEST_P(LostAnswersContract, ACodeIsUsedUpOrNotAtAll) {
  std::int64_t revision = 0;
  for (const Loss loss : kLosses) {
    const std::string factors = "step " + std::to_string(revision);
    const auto replaced = this->lose(loss, [&] {
      return this->harness_.credentials().replace_factors(this->ada_.id, revision, factors);
    });
    const auto found = this->harness_.credentials().find_credentials(this->ada_.id);
    ASSERT_TRUE(found);
    if (replaced) {
      EXPECT_EQ(replaced, true);
      EXPECT_EQ(found->factors_revision, revision + 1);
    }
    EXPECT_EQ(found->factors == factors, found->factors_revision == revision + 1);
    revision = found->factors_revision;
  }
}

TYPED_TEST_P(LostAnswersContract, AnAuditEntryIsThereOnceOrNotAtAll) {
  for (const Loss loss : kLosses) {
    const UserId user = UserId::make(kNoon);
    const auto appended = this->lose(
        loss, [&] { return this->harness_.audit().append_entry(make_audit_entry(user)); });
    const auto listed = this->harness_.audit().list_entries({.user = user});
    ASSERT_TRUE(listed);
    EXPECT_LE(listed->size(), 1U);
    if (appended) {
      EXPECT_EQ(listed->size(), 1U);
    }
    ASSERT_TRUE(this->harness_.audit().append_entry(make_audit_entry(user, "logout")));
    EXPECT_TRUE(is_chained(*this->harness_.audit().list_entries({.user = user})));
  }
}

TYPED_TEST_P(LostAnswersContract, ARequestIsRememberedWithItsFileOrNotAtAll) {
  for (const Loss loss : kLosses) {
    const IdempotencyKey key{this->ada_.id.text(), loss == Loss::once ? "first" : "second"};
    const BeginIdempotentRequest request{key, "print", kNoon, minutes_after_noon(1),
                                         minutes_after_noon(60)};
    ASSERT_EQ(this->harness_.idempotency().begin(request)->outcome, BeginOutcome::fresh);
    const File file = make_file(this->ada_.id);
    const auto added = this->lose(loss, [&] {
      return this->files().add_file({.file = file,
                                     .upload = std::nullopt,
                                     .outbox = {},
                                     .completion = IdempotentCompletion{key, 201, 200}});
    });
    const auto begun = this->harness_.idempotency().begin(request);
    ASSERT_TRUE(begun);
    EXPECT_EQ(begun->outcome == BeginOutcome::completed, this->has(file));
    if (begun->outcome == BeginOutcome::completed) {
      EXPECT_EQ(begun->resource_id, file.id.text());
    }
  }
}

REGISTER_TYPED_TEST_SUITE_P(
    LostAnswersContract, AFileIsThereWithAllThatBelongsToItOrNotAtAll,
    ADeletedFileIsGoneWithAllThatBelongsToItOrNotAtAll, AFileIsInTheTrashWithItsEventOrNotAtAll,
    AMemberIsInTheCollectionAndInItsFileOrInNeither, AFileNamesItsFormerObjectOrTheOneInItsPlace,
    TheGenerationOnlyGrows, AnAttemptIsFinishedOnceOrCanBeFinished,
    AUserIsThereWithNameAndEmailOrNotAtAll, AnUploadSessionCountsWhenItIsThere,
    ASessionGoesOnAfterARefreshThatWasNotHeardOf, ACodeIsUsedUpOrNotAtAll,
    AnAuditEntryIsThereOnceOrNotAtAll, ARequestIsRememberedWithItsFileOrNotAtAll);

}  // namespace audmg::database

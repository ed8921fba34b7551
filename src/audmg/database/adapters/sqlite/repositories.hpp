// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/database/adapters/sqlite/group_commit_writer.hpp"
#include "audmg/database/adapters/sqlite/reader_pool.hpp"
#include "audmg/database/file_repository.hpp"
#include "audmg/database/idempotency_repository.hpp"
#include "audmg/database/session_repository.hpp"
#include "audmg/database/upload_repository.hpp"
#include "audmg/database/user_repository.hpp"

#include <memory>

namespace audmg::database {

/// What the five repositories share. Both must outlive them.
struct Connections {
  GroupCommitWriter& writer;
  ReaderPool& readers;
};

[[nodiscard]] std::unique_ptr<UserRepository> make_user_repository(Connections connections);
[[nodiscard]] std::unique_ptr<SessionRepository> make_session_repository(Connections connections);
[[nodiscard]] std::unique_ptr<FileRepository> make_file_repository(Connections connections);
[[nodiscard]] std::unique_ptr<UploadRepository> make_upload_repository(Connections connections);
[[nodiscard]] std::unique_ptr<IdempotencyRepository> make_idempotency_repository(
    Connections connections);

/// Runs a constant "DELETE ... LIMIT" that takes the time `now` as its parameter, one group commit
/// after the other, until nothing is left: a long clean-up must not hold up other writes.
[[nodiscard]] Result<void> delete_in_pieces(GroupCommitWriter& writer, std::string_view sql,
                                            TimePoint now);

}  // namespace audmg::database

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/database/event_repository.hpp"
#include "audmg/database/file_repository.hpp"
#include "audmg/database/idempotency_repository.hpp"
#include "audmg/database/session_repository.hpp"
#include "audmg/database/upload_repository.hpp"
#include "audmg/database/user_repository.hpp"
#include "audmg/lib/sqlite/connections.hpp"
#include "audmg/lib/sqlite/group_commit_writer.hpp"
#include "audmg/lib/sqlite/reader_pool.hpp"

#include <memory>

namespace audmg::database {

[[nodiscard]] std::unique_ptr<UserRepository> make_user_repository(sqlite::Connections connections);
[[nodiscard]] std::unique_ptr<SessionRepository> make_session_repository(
    sqlite::Connections connections);
[[nodiscard]] std::unique_ptr<FileRepository> make_file_repository(sqlite::Connections connections);
[[nodiscard]] std::unique_ptr<EventRepository> make_event_repository(
    sqlite::Connections connections);
[[nodiscard]] std::unique_ptr<UploadRepository> make_upload_repository(
    sqlite::Connections connections);
[[nodiscard]] std::unique_ptr<IdempotencyRepository> make_idempotency_repository(
    sqlite::Connections connections);

/// Runs a constant "DELETE ... LIMIT" that takes the time `now` as its parameter, one group commit
/// after the other, until nothing is left: a long clean-up must not hold up other writes.
[[nodiscard]] Result<void> delete_in_pieces(sqlite::GroupCommitWriter& writer, std::string_view sql,
                                            TimePoint now);

}  // namespace audmg::database

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/client/remote_file.hpp"

#include <string>

namespace audmg::client {

/// Returns an XMP document with what the owner says of a file and with its place and keywords; ""
/// when there is nothing. The drive does not tell edits from facts, so that it may repeat what the
/// file itself says. The tags of recordings, which they have in themselves, are left out unless the
/// owner has changed something.
[[nodiscard]] std::string sidecar_of(const RemoteFile& file);

}  // namespace audmg::client

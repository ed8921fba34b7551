// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/message_order.hpp"
#include "audmg/database/file.hpp"

namespace audmg::functions {

/// Returns the place in the queue of the message that causes a new file to be processed: pictures
/// before long recordings, small before large. The cost is in units of one photograph; nothing but
/// type and size is known before the file is decoded.
[[nodiscard]] MessageOrder media_order(const database::File& file) noexcept;

/// Returns the place of the message that brings a file up to date which people can use already.
[[nodiscard]] MessageOrder rebuild_order(const database::File& file) noexcept;

/// Returns the place of the message that causes the digests of a large new file to be computed.
[[nodiscard]] MessageOrder late_digests_order(const database::File& file) noexcept;

}  // namespace audmg::functions

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/database/invitation_repository.hpp"
#include "audmg/lib/json/writer.hpp"

namespace audmg::functions {

/// Adds the members of an invitation, without its link, to an open object.
void write_invitation(json::Writer& json, const database::Invitation& invitation);

}  // namespace audmg::functions

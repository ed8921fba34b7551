// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

namespace audmg::sqlite {

class GroupCommitWriter;
class ReaderPool;

/// Shared by all adapters that keep data in one database file. Both members must outlive them.
struct Connections {
  GroupCommitWriter& writer;
  ReaderPool& readers;
};

}  // namespace audmg::sqlite

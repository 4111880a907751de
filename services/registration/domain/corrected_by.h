// Who said last how something is that was put right; unspecified: it is as it was said first. A list that is loaded
// again and says otherwise must not write over what somebody corrected by hand since, so both are told apart. The
// numbers are the contract's, and stored.
#pragma once

namespace opora::registration {

enum class CorrectedBy { unspecified = 0, list = 1, hand = 2 };

}  // namespace opora::registration

//! The list of reasons: what each moves, in an accountant's words, with an example in figures.

use ledger::AccountCode;
use settlement::Reason;

use super::{
    ACCRUED, AVAILABLE, BANK, BANK_CHARGES, DECLARED, DEFAULT_INCOME, DEPOSIT, DRAWINGS, ESCROW, FEES, FUND,
    FX_CLEARING, IN_TRANSIT, NET_SETTLEMENT, PAYABLE, RECEIVABLE, ROUNDING, SLOTS_AVAILABLE, SLOTS_CONSUMED,
    SLOTS_LAPSED, SLOTS_NOMINATED, SLOTS_RIGHT, TAX, UNALLOCATED,
};

/// What one reason moves.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// The reason.
    pub reason: Reason,
    /// The codes that it may debit.
    pub debit: &'static [AccountCode],
    /// The codes that it may credit.
    pub credit: &'static [AccountCode],
    /// What happens, in an accountant's words.
    pub words: &'static str,
    /// One case in figures.
    pub example: &'static str,
}

impl Rule {
    /// The rule of a reason.
    pub fn of(reason: Reason) -> &'static Rule {
        let place = BY_NUMBER[usize::from(reason.number())];
        assert!(place != NO_RULE, "{reason:?} has no posting rule");
        &RULES[usize::from(place)]
    }

    /// Whether a transfer between accounts of these codes follows the rule.
    pub fn allows(&self, debit: AccountCode, credit: AccountCode) -> bool {
        self.debit.contains(&debit) && self.credit.contains(&credit)
    }
}

const NO_RULE: u8 = u8::MAX;

/// Where the rule of a reason stands, by the reason's number.
static BY_NUMBER: [u8; 256] = {
    let mut table = [NO_RULE; 256];
    let mut place = 0u8;
    while (place as usize) < RULES.len() {
        table[RULES[place as usize].reason as usize] = place;
        place += 1;
    }
    table
};

/// Where collected money goes: as the owner of the claim is.
const OWNERS: &[AccountCode] = &[PAYABLE, ESCROW, FUND, DEFAULT_INCOME];
/// What damages are taken from, before anything is owed.
const SOURCES: &[AccountCode] = &[DEPOSIT, AVAILABLE, FUND];

const fn rule(
    reason: Reason,
    debit: &'static [AccountCode],
    credit: &'static [AccountCode],
    words: &'static str,
    example: &'static str,
) -> Rule {
    Rule { reason, debit, credit, words, example }
}

/// All posting rules, in the order of the reasons' numbers.
pub static RULES: &[Rule] = &[
    rule(
        Reason::Received,
        &[BANK],
        &[AVAILABLE],
        "The bank's statement shows a credit for a known member: custody grows, and the exchange owes the member as much.",
        "birch pays in 60,000.00 CNY: Dr 1010 60,000.00, Cr 2010/birch 60,000.00.",
    ),
    rule(
        Reason::ReceivedUnknown,
        &[BANK],
        &[UNALLOCATED],
        "The bank's statement shows a credit whose owner nobody knows yet: it is owed, to somebody.",
        "500.00 CNY without a name: Dr 1010 500.00, Cr 2090/R1 500.00.",
    ),
    rule(
        Reason::ReceiptAllocated,
        &[UNALLOCATED],
        &[AVAILABLE],
        "The owner of an unknown receipt was found.",
        "R1 was birch's: Dr 2090/R1 500.00, Cr 2010/birch 500.00.",
    ),
    rule(
        Reason::MoneyWithdrawn,
        &[AVAILABLE],
        &[IN_TRANSIT],
        "A member asks for free money; the bank is told to pay, and until it has, the money is in transit.",
        "birch withdraws 1,000.00 CNY: Dr 2010/birch 1,000.00, Cr 2080/P1/birch 1,000.00.",
    ),
    rule(
        Reason::FundPaid,
        &[AVAILABLE],
        &[FUND],
        "A member pays its part into the default fund.",
        "alder pays 2,000.00 CNY: Dr 2010/alder 2,000.00, Cr 2110 2,000.00.",
    ),
    rule(
        Reason::TaxPaid,
        &[TAX],
        &[BANK],
        "Tax that was collected on fees is paid to the state.",
        "8.88 CNY of tax on the fees of one trade: Dr 2100 8.88, Cr 1010 8.88.",
    ),
    rule(
        Reason::BankCharged,
        &[BANK_CHARGES],
        &[BANK],
        "The bank takes a charge; the exchange bears it.",
        "A charge of 25.00 CNY: Dr 5010 25.00, Cr 1010 25.00.",
    ),
    rule(
        Reason::FxBought,
        &[BANK],
        &[FX_CLEARING],
        "Currency that was bought at the bank comes in; the position in it stands in clearing until it is squared.",
        "1,000.00 USD are bought: Dr 1010 USD 1,000.00, Cr 1190 USD 1,000.00.",
    ),
    rule(
        Reason::FxPaid,
        &[FX_CLEARING],
        &[BANK],
        "What was paid for the currency goes out.",
        "They cost 7,123.40 CNY: Dr 1190 CNY 7,123.40, Cr 1010 CNY 7,123.40.",
    ),
    rule(
        Reason::FxResult,
        &[FX_CLEARING, ROUNDING],
        &[FX_CLEARING, ROUNDING],
        "The purchase that leaves one currency in clearing at most closes the round trip: what remains of that one is gain or loss.",
        "A gain of 7.40 USD: Dr 1190 USD 7.40, Cr 4090 USD 7.40; a loss the other way round.",
    ),
    rule(
        Reason::Swept,
        &[DRAWINGS],
        &[BANK],
        "The owners of the exchange draw income that is there: fees and penalties less charges and earlier drawings.",
        "148.00 CNY of fees are drawn: Dr 3010 148.00, Cr 1010 148.00.",
    ),
    rule(
        Reason::DepositTaken,
        &[AVAILABLE],
        &[DEPOSIT],
        "Both sides of a trade put down security, out of what was held for the order.",
        "15 % of 37,000.00 CNY: Dr 2010/birch 5,550.00, Cr 2030/C1/birch 5,550.00.",
    ),
    rule(
        Reason::FeeCharged,
        &[AVAILABLE],
        &[FEES],
        "Both sides pay the trading fee, cumulatively over the order.",
        "0.2 % of 37,000.00 CNY: Dr 2010/birch 74.00, Cr 4010 74.00.",
    ),
    rule(
        Reason::FeeTaxCharged,
        &[AVAILABLE],
        &[TAX],
        "The tax on the rounded fee.",
        "6 % of 74.00 CNY: Dr 2010/birch 4.44, Cr 2100 4.44.",
    ),
    rule(
        Reason::DepositReturned,
        &[DEPOSIT],
        &[AVAILABLE],
        "The carriage is finished: what is left of the security goes back.",
        "Dr 2030/C1/alder 5,550.00, Cr 2010/alder 5,550.00.",
    ),
    rule(
        Reason::EscrowCalled,
        &[AVAILABLE],
        &[ESCROW],
        "Before the cut-off the shipper pays freight and its tax into escrow.",
        "37,000.00 CNY and 9 %: Dr 2010/birch 40,330.00, Cr 2040/C1 40,330.00.",
    ),
    rule(
        Reason::EscrowReturned,
        &[ESCROW],
        &[AVAILABLE],
        "Freight and tax of units that dropped out go back to the shipper.",
        "3 of 20 boxes: Dr 2040/C1 6,049.50, Cr 2010/birch 6,049.50.",
    ),
    rule(
        Reason::Released,
        &[ESCROW],
        &[PAYABLE],
        "Milestones that stand release a tranche to the carrier.",
        "LOAD of 17 boxes, 30 %: Dr 2040/C1 10,284.15, Cr 2050/alder 10,284.15.",
    ),
    rule(
        Reason::ReleaseReversed,
        &[PAYABLE, AVAILABLE],
        &[ESCROW],
        "A milestone was withdrawn: what it had released comes back, from what the carrier has earned, then from its free money.",
        "LOAD of one box withdrawn: Dr 2050/alder 604.95, Cr 2040/C1 604.95.",
    ),
    rule(
        Reason::DamagesPaid,
        SOURCES,
        &[PAYABLE, AVAILABLE],
        "Damages to the other side: from the deposit, then free money, then the default fund. A carrier earns them; a shipper has them at once.",
        "90 % of 1,665.00 CNY: Dr 2030/C1/birch 1,498.50, Cr 2050/alder 1,498.50.",
    ),
    rule(
        Reason::DamagesHouseShare,
        SOURCES,
        &[DEFAULT_INCOME],
        "The exchange's share of damages.",
        "10 % of 1,665.00 CNY: Dr 2030/C1/birch 166.50, Cr 4030 166.50.",
    ),
    rule(
        Reason::CancellationPaid,
        SOURCES,
        &[PAYABLE, AVAILABLE],
        "A cancellation fee to the other side, from the same sources.",
        "90 % of 3,700.00 CNY: Dr 2030/C1/birch 3,330.00, Cr 2050/alder 3,330.00.",
    ),
    rule(
        Reason::CancellationHouseShare,
        SOURCES,
        &[DEFAULT_INCOME],
        "The exchange's share of a cancellation fee.",
        "10 % of 3,700.00 CNY: Dr 2030/C1/birch 370.00, Cr 4030 370.00.",
    ),
    rule(
        Reason::ClaimArose,
        &[RECEIVABLE],
        &[ACCRUED],
        "What no source covered is owed; so is what the default fund paid. It is due to its owner only once it is collected.",
        "100.00 CNY of damages were not covered: Dr 1110/K1/birch 100.00, Cr 2055/K1/alder 100.00.",
    ),
    rule(
        Reason::ClaimReassigned,
        &[RECEIVABLE, ACCRUED],
        &[RECEIVABLE, ACCRUED],
        "A claim, or a part of it, goes from an escrow to the shipper whose units dropped out.",
        "Dr 2055/K1/escrow 50.00, Cr 1110/K1/alder 50.00; Dr 1110/K2/alder 50.00, Cr 2055/K2/birch 50.00.",
    ),
    rule(
        Reason::ClaimLapsed,
        &[ACCRUED],
        &[RECEIVABLE],
        "The milestone came after all: what the carrier still owed to the escrow falls away.",
        "Dr 2055/K1/escrow 50.00, Cr 1110/K1/alder 50.00.",
    ),
    rule(
        Reason::ClaimCollected,
        &[AVAILABLE],
        &[RECEIVABLE],
        "A debtor has free money: its oldest billed claim is collected, as far as the money goes.",
        "Storage with tax: Dr 2010/birch 381.60, Cr 1110/K1/birch 381.60.",
    ),
    rule(
        Reason::ClaimPaidOut,
        &[ACCRUED],
        OWNERS,
        "What was collected becomes due to the claim's owner: payable to a member, or back to escrow, fund or income.",
        "Dr 2055/K1/cedar 381.60, Cr 2050/cedar 381.60.",
    ),
    rule(
        Reason::ClaimSetOff,
        &[PAYABLE, ACCRUED],
        &[RECEIVABLE],
        "A netting cycle sets a member's billed debts off against what it has earned, or against what it is owed where debts run in a ring.",
        "Dr 2050/alder 100.00, Cr 1110/K1/alder 100.00.",
    ),
    rule(
        Reason::StorageAccrued,
        &[RECEIVABLE],
        &[ACCRUED],
        "Storage is counted: units × chargeable days × rate. It is not due before it is billed.",
        "2 boxes × 4 days × 45.00 CNY: Dr 1110/K1/birch 360.00, Cr 2055/K1/cedar 360.00.",
    ),
    rule(
        Reason::StorageTaxed,
        &[RECEIVABLE],
        &[ACCRUED],
        "Billing adds the tax.",
        "6 % of 360.00 CNY: Dr 1110/K1/birch 21.60, Cr 2055/K1/cedar 21.60.",
    ),
    rule(
        Reason::Netted,
        &[PAYABLE],
        &[NET_SETTLEMENT],
        "What a member has earned is fixed for payment.",
        "Dr 2050/alder 35,779.00, Cr 2070/N1/alder 35,779.00.",
    ),
    rule(
        Reason::PaymentSent,
        &[NET_SETTLEMENT],
        &[IN_TRANSIT],
        "The bank is told to pay.",
        "Dr 2070/N1/alder 35,779.00, Cr 2080/P1/alder 35,779.00.",
    ),
    rule(
        Reason::PaymentBooked,
        &[IN_TRANSIT],
        &[BANK],
        "The bank's statement shows the payment.",
        "Dr 2080/P1/alder 35,779.00, Cr 1010 35,779.00.",
    ),
    rule(
        Reason::PaymentRefused,
        &[IN_TRANSIT],
        &[AVAILABLE],
        "The bank will not pay: the money is the member's to use again.",
        "Dr 2080/P1/alder 35,779.00, Cr 2010/alder 35,779.00.",
    ),
    rule(
        Reason::PaymentReturned,
        &[BANK, IN_TRANSIT],
        &[AVAILABLE],
        "A payment came back: the money is the member's to use again.",
        "Dr 1010 35,779.00, Cr 2010/alder 35,779.00.",
    ),
    rule(
        Reason::SlotsDeclared,
        &[DECLARED],
        &[SLOTS_AVAILABLE],
        "A carrier declares slots that it can sell.",
        "Dr 9000 40 slots, Cr 9010/alder 40 slots.",
    ),
    rule(
        Reason::SlotsSold,
        &[SLOTS_AVAILABLE],
        &[SLOTS_RIGHT],
        "A trade moves slots to the shipper, in the same command as the money.",
        "Dr 9010/alder 20 slots, Cr 9020/birch 20 slots.",
    ),
    rule(
        Reason::SlotsNominated,
        &[SLOTS_RIGHT],
        &[SLOTS_NOMINATED],
        "The shipper names its boxes.",
        "Dr 9020/birch 17 slots, Cr 9030/birch 17 slots.",
    ),
    rule(
        Reason::SlotsConsumed,
        &[SLOTS_NOMINATED],
        &[SLOTS_CONSUMED],
        "A box is loaded.",
        "Dr 9030/birch 1 slot, Cr 9040/birch 1 slot.",
    ),
    rule(
        Reason::SlotsUnconsumed,
        &[SLOTS_CONSUMED],
        &[SLOTS_NOMINATED],
        "A loading was withdrawn.",
        "Dr 9040/birch 1 slot, Cr 9030/birch 1 slot.",
    ),
    rule(
        Reason::SlotsLapsed,
        &[SLOTS_RIGHT, SLOTS_NOMINATED],
        &[SLOTS_LAPSED],
        "Units dropped out: their slots were bought and not used.",
        "Dr 9020/birch 3 slots, Cr 9050/birch 3 slots.",
    ),
    rule(
        Reason::SlotsReturned,
        &[SLOTS_RIGHT, SLOTS_NOMINATED],
        &[SLOTS_AVAILABLE],
        "A carriage was cancelled: its slots can be sold again.",
        "Dr 9020/birch 20 slots, Cr 9010/alder 20 slots.",
    ),
];

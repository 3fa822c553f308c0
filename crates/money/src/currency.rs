//! The currencies of the world, as ISO 4217 lists them.
//!
//! The table is the active list published on 2026-01-01, with numeric codes and exponents.
//! An exponent says how many decimal digits the minor unit has: 0 for JPY, 2 for CNY, 3 for KWD, 4 for CLF.
//! Entries without a minor unit (gold, testing, no currency) are known by name and cannot carry money.
//!
//! # What is not here
//!
//! Rates between currencies are a matter of trade, and come in with commands.

use core::fmt;
use core::str::FromStr;

/// A currency of ISO 4217 that has a minor unit: its place in the table.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency(u8);

struct Row {
    code: [u8; 3],
    numeric: u16,
    exponent: u8,
    name: &'static str,
}

const fn row(code: [u8; 3], numeric: u16, exponent: u8, name: &'static str) -> Row {
    Row { code, numeric, exponent, name }
}

/// Marks an entry of the list that has no minor unit.
const NONE: u8 = u8::MAX;

/// The active list in the order of its codes, so that the order of currencies is the order of their codes.
static TABLE: &[Row] = &[
    row(*b"AED", 784, 2, "UAE Dirham"),
    row(*b"AFN", 971, 2, "Afghani"),
    row(*b"ALL", 8, 2, "Lek"),
    row(*b"AMD", 51, 2, "Armenian Dram"),
    row(*b"AOA", 973, 2, "Kwanza"),
    row(*b"ARS", 32, 2, "Argentine Peso"),
    row(*b"AUD", 36, 2, "Australian Dollar"),
    row(*b"AWG", 533, 2, "Aruban Florin"),
    row(*b"AZN", 944, 2, "Azerbaijan Manat"),
    row(*b"BAM", 977, 2, "Convertible Mark"),
    row(*b"BBD", 52, 2, "Barbados Dollar"),
    row(*b"BDT", 50, 2, "Taka"),
    row(*b"BHD", 48, 3, "Bahraini Dinar"),
    row(*b"BIF", 108, 0, "Burundi Franc"),
    row(*b"BMD", 60, 2, "Bermudian Dollar"),
    row(*b"BND", 96, 2, "Brunei Dollar"),
    row(*b"BOB", 68, 2, "Boliviano"),
    row(*b"BOV", 984, 2, "Mvdol"),
    row(*b"BRL", 986, 2, "Brazilian Real"),
    row(*b"BSD", 44, 2, "Bahamian Dollar"),
    row(*b"BTN", 64, 2, "Ngultrum"),
    row(*b"BWP", 72, 2, "Pula"),
    row(*b"BYN", 933, 2, "Belarusian Ruble"),
    row(*b"BZD", 84, 2, "Belize Dollar"),
    row(*b"CAD", 124, 2, "Canadian Dollar"),
    row(*b"CDF", 976, 2, "Congolese Franc"),
    row(*b"CHE", 947, 2, "WIR Euro"),
    row(*b"CHF", 756, 2, "Swiss Franc"),
    row(*b"CHW", 948, 2, "WIR Franc"),
    row(*b"CLF", 990, 4, "Unidad de Fomento"),
    row(*b"CLP", 152, 0, "Chilean Peso"),
    row(*b"CNY", 156, 2, "Yuan Renminbi"),
    row(*b"COP", 170, 2, "Colombian Peso"),
    row(*b"COU", 970, 2, "Unidad de Valor Real"),
    row(*b"CRC", 188, 2, "Costa Rican Colon"),
    row(*b"CUP", 192, 2, "Cuban Peso"),
    row(*b"CVE", 132, 2, "Cabo Verde Escudo"),
    row(*b"CZK", 203, 2, "Czech Koruna"),
    row(*b"DJF", 262, 0, "Djibouti Franc"),
    row(*b"DKK", 208, 2, "Danish Krone"),
    row(*b"DOP", 214, 2, "Dominican Peso"),
    row(*b"DZD", 12, 2, "Algerian Dinar"),
    row(*b"EGP", 818, 2, "Egyptian Pound"),
    row(*b"ERN", 232, 2, "Nakfa"),
    row(*b"ETB", 230, 2, "Ethiopian Birr"),
    row(*b"EUR", 978, 2, "Euro"),
    row(*b"FJD", 242, 2, "Fiji Dollar"),
    row(*b"FKP", 238, 2, "Falkland Islands Pound"),
    row(*b"GBP", 826, 2, "Pound Sterling"),
    row(*b"GEL", 981, 2, "Lari"),
    row(*b"GHS", 936, 2, "Ghana Cedi"),
    row(*b"GIP", 292, 2, "Gibraltar Pound"),
    row(*b"GMD", 270, 2, "Dalasi"),
    row(*b"GNF", 324, 0, "Guinean Franc"),
    row(*b"GTQ", 320, 2, "Quetzal"),
    row(*b"GYD", 328, 2, "Guyana Dollar"),
    row(*b"HKD", 344, 2, "Hong Kong Dollar"),
    row(*b"HNL", 340, 2, "Lempira"),
    row(*b"HTG", 332, 2, "Gourde"),
    row(*b"HUF", 348, 2, "Forint"),
    row(*b"IDR", 360, 2, "Rupiah"),
    row(*b"ILS", 376, 2, "New Israeli Sheqel"),
    row(*b"INR", 356, 2, "Indian Rupee"),
    row(*b"IQD", 368, 3, "Iraqi Dinar"),
    row(*b"IRR", 364, 2, "Iranian Rial"),
    row(*b"ISK", 352, 0, "Iceland Krona"),
    row(*b"JMD", 388, 2, "Jamaican Dollar"),
    row(*b"JOD", 400, 3, "Jordanian Dinar"),
    row(*b"JPY", 392, 0, "Yen"),
    row(*b"KES", 404, 2, "Kenyan Shilling"),
    row(*b"KGS", 417, 2, "Som"),
    row(*b"KHR", 116, 2, "Riel"),
    row(*b"KMF", 174, 0, "Comorian Franc"),
    row(*b"KPW", 408, 2, "North Korean Won"),
    row(*b"KRW", 410, 0, "Won"),
    row(*b"KWD", 414, 3, "Kuwaiti Dinar"),
    row(*b"KYD", 136, 2, "Cayman Islands Dollar"),
    row(*b"KZT", 398, 2, "Tenge"),
    row(*b"LAK", 418, 2, "Lao Kip"),
    row(*b"LBP", 422, 2, "Lebanese Pound"),
    row(*b"LKR", 144, 2, "Sri Lanka Rupee"),
    row(*b"LRD", 430, 2, "Liberian Dollar"),
    row(*b"LSL", 426, 2, "Loti"),
    row(*b"LYD", 434, 3, "Libyan Dinar"),
    row(*b"MAD", 504, 2, "Moroccan Dirham"),
    row(*b"MDL", 498, 2, "Moldovan Leu"),
    row(*b"MGA", 969, 2, "Malagasy Ariary"),
    row(*b"MKD", 807, 2, "Denar"),
    row(*b"MMK", 104, 2, "Kyat"),
    row(*b"MNT", 496, 2, "Tugrik"),
    row(*b"MOP", 446, 2, "Pataca"),
    row(*b"MRU", 929, 2, "Ouguiya"),
    row(*b"MUR", 480, 2, "Mauritius Rupee"),
    row(*b"MVR", 462, 2, "Rufiyaa"),
    row(*b"MWK", 454, 2, "Malawi Kwacha"),
    row(*b"MXN", 484, 2, "Mexican Peso"),
    row(*b"MXV", 979, 2, "Mexican Unidad de Inversion (UDI)"),
    row(*b"MYR", 458, 2, "Malaysian Ringgit"),
    row(*b"MZN", 943, 2, "Mozambique Metical"),
    row(*b"NAD", 516, 2, "Namibia Dollar"),
    row(*b"NGN", 566, 2, "Naira"),
    row(*b"NIO", 558, 2, "Cordoba Oro"),
    row(*b"NOK", 578, 2, "Norwegian Krone"),
    row(*b"NPR", 524, 2, "Nepalese Rupee"),
    row(*b"NZD", 554, 2, "New Zealand Dollar"),
    row(*b"OMR", 512, 3, "Rial Omani"),
    row(*b"PAB", 590, 2, "Balboa"),
    row(*b"PEN", 604, 2, "Sol"),
    row(*b"PGK", 598, 2, "Kina"),
    row(*b"PHP", 608, 2, "Philippine Peso"),
    row(*b"PKR", 586, 2, "Pakistan Rupee"),
    row(*b"PLN", 985, 2, "Zloty"),
    row(*b"PYG", 600, 0, "Guarani"),
    row(*b"QAR", 634, 2, "Qatari Rial"),
    row(*b"RON", 946, 2, "Romanian Leu"),
    row(*b"RSD", 941, 2, "Serbian Dinar"),
    row(*b"RUB", 643, 2, "Russian Ruble"),
    row(*b"RWF", 646, 0, "Rwanda Franc"),
    row(*b"SAR", 682, 2, "Saudi Riyal"),
    row(*b"SBD", 90, 2, "Solomon Islands Dollar"),
    row(*b"SCR", 690, 2, "Seychelles Rupee"),
    row(*b"SDG", 938, 2, "Sudanese Pound"),
    row(*b"SEK", 752, 2, "Swedish Krona"),
    row(*b"SGD", 702, 2, "Singapore Dollar"),
    row(*b"SHP", 654, 2, "Saint Helena Pound"),
    row(*b"SLE", 925, 2, "Leone"),
    row(*b"SOS", 706, 2, "Somali Shilling"),
    row(*b"SRD", 968, 2, "Surinam Dollar"),
    row(*b"SSP", 728, 2, "South Sudanese Pound"),
    row(*b"STN", 930, 2, "Dobra"),
    row(*b"SVC", 222, 2, "El Salvador Colon"),
    row(*b"SYP", 760, 2, "Syrian Pound"),
    row(*b"SZL", 748, 2, "Lilangeni"),
    row(*b"THB", 764, 2, "Baht"),
    row(*b"TJS", 972, 2, "Somoni"),
    row(*b"TMT", 934, 2, "Turkmenistan New Manat"),
    row(*b"TND", 788, 3, "Tunisian Dinar"),
    row(*b"TOP", 776, 2, "Pa’anga"),
    row(*b"TRY", 949, 2, "Turkish Lira"),
    row(*b"TTD", 780, 2, "Trinidad and Tobago Dollar"),
    row(*b"TWD", 901, 2, "New Taiwan Dollar"),
    row(*b"TZS", 834, 2, "Tanzanian Shilling"),
    row(*b"UAH", 980, 2, "Hryvnia"),
    row(*b"UGX", 800, 0, "Uganda Shilling"),
    row(*b"USD", 840, 2, "US Dollar"),
    row(*b"USN", 997, 2, "US Dollar (Next day)"),
    row(*b"UYI", 940, 0, "Uruguay Peso en Unidades Indexadas (UI)"),
    row(*b"UYU", 858, 2, "Peso Uruguayo"),
    row(*b"UYW", 927, 4, "Unidad Previsional"),
    row(*b"UZS", 860, 2, "Uzbekistan Sum"),
    row(*b"VED", 926, 2, "Bolívar Soberano"),
    row(*b"VES", 928, 2, "Bolívar Soberano"),
    row(*b"VND", 704, 0, "Dong"),
    row(*b"VUV", 548, 0, "Vatu"),
    row(*b"WST", 882, 2, "Tala"),
    row(*b"XAD", 396, 2, "Arab Accounting Dinar"),
    row(*b"XAF", 950, 0, "CFA Franc BEAC"),
    row(*b"XAG", 961, NONE, "Silver"),
    row(*b"XAU", 959, NONE, "Gold"),
    row(*b"XBA", 955, NONE, "Bond Markets Unit European Composite Unit (EURCO)"),
    row(*b"XBB", 956, NONE, "Bond Markets Unit European Monetary Unit (E.M.U.-6)"),
    row(*b"XBC", 957, NONE, "Bond Markets Unit European Unit of Account 9 (E.U.A.-9)"),
    row(*b"XBD", 958, NONE, "Bond Markets Unit European Unit of Account 17 (E.U.A.-17)"),
    row(*b"XCD", 951, 2, "East Caribbean Dollar"),
    row(*b"XCG", 532, 2, "Caribbean Guilder"),
    row(*b"XDR", 960, NONE, "SDR (Special Drawing Right)"),
    row(*b"XOF", 952, 0, "CFA Franc BCEAO"),
    row(*b"XPD", 964, NONE, "Palladium"),
    row(*b"XPF", 953, 0, "CFP Franc"),
    row(*b"XPT", 962, NONE, "Platinum"),
    row(*b"XSU", 994, NONE, "Sucre"),
    row(*b"XTS", 963, NONE, "Codes specifically reserved for testing purposes"),
    row(*b"XUA", 965, NONE, "ADB Unit of Account"),
    row(*b"XXX", 999, NONE, "The codes assigned for transactions where no currency is involved"),
    row(*b"YER", 886, 2, "Yemeni Rial"),
    row(*b"ZAR", 710, 2, "Rand"),
    row(*b"ZMW", 967, 2, "Zambian Kwacha"),
    row(*b"ZWG", 924, 2, "Zimbabwe Gold"),
];

/// Why a text names no currency. In the order of the checks.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CurrencyError {
    /// The text is no code of the active list.
    #[error("currency {0:?} is not in ISO 4217")]
    Unknown(String),
    /// The code is listed, and has no minor unit.
    #[error("{0} has no minor unit, so no amount of it can be kept")]
    NoMinorUnit(String),
}

impl CurrencyError {
    /// The stable code of this refusal.
    pub fn code(&self) -> &'static str {
        match self {
            CurrencyError::Unknown(_) => "CURRENCY_UNKNOWN",
            CurrencyError::NoMinorUnit(_) => "CURRENCY_WITHOUT_MINOR_UNIT",
        }
    }
}

impl Currency {
    /// Finds a currency by its three capital letters.
    pub fn parse(code: &str) -> Result<Currency, CurrencyError> {
        let found = TABLE.binary_search_by(|row| row.code.as_slice().cmp(code.as_bytes()));
        match found {
            Err(_) => Err(CurrencyError::Unknown(code.to_owned())),
            Ok(place) if TABLE[place].exponent == NONE => Err(CurrencyError::NoMinorUnit(code.to_owned())),
            Ok(place) => Ok(Currency(u8::try_from(place).expect("the list has fewer than 256 entries"))),
        }
    }

    /// Every currency that can carry money, in the order of the codes.
    pub fn all() -> impl Iterator<Item = Currency> {
        (0u8..).zip(TABLE).filter(|(_, row)| row.exponent != NONE).map(|(place, _)| Currency(place))
    }

    /// The currency at a place of the table that [`Currency::place`] gave.
    pub(crate) fn at(place: u8) -> Currency {
        Currency(place)
    }

    /// Whether the place holds a currency that can carry money.
    pub(crate) fn is_listed(place: u8) -> bool {
        TABLE.get(usize::from(place)).is_some_and(|row| row.exponent != NONE)
    }

    /// The place of this currency in the table.
    pub(crate) fn place(self) -> u8 {
        self.0
    }

    fn row(self) -> &'static Row {
        &TABLE[usize::from(self.0)]
    }

    /// The three letters, as in `CNY`.
    pub fn code(self) -> &'static str {
        core::str::from_utf8(&self.row().code).expect("codes are ASCII letters")
    }

    /// The ISO 4217 number, as in 156 for CNY.
    pub fn numeric(self) -> u16 {
        self.row().numeric
    }

    /// How many decimal digits the minor unit has, 0 to 4.
    pub fn exponent(self) -> u8 {
        self.row().exponent
    }

    /// The name in the list, in English.
    pub fn name(self) -> &'static str {
        self.row().name
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Currency {
    type Err = CurrencyError;

    fn from_str(code: &str) -> Result<Currency, CurrencyError> {
        Currency::parse(code)
    }
}

#[cfg(test)]
mod tests;

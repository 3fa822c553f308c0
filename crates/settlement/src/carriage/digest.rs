//! The canonical form of a carriage, for the digest of everything the exchange knows.

use super::milestones::Record;
use super::{Carriage, Dues, Failed, Unit};
use crate::canon::{instant, length, text};

impl Carriage {
    /// Hashes all that is remembered of the carriage.
    pub(crate) fn digest(&self, hash: &mut impl FnMut(&[u8])) {
        let Carriage { id, service, currency, price, terms, shipper, carrier, .. } = self;
        hash(&id.number().to_le_bytes());
        hash(&service.number().to_le_bytes());
        hash(&currency.numeric().to_le_bytes());
        text(&price.to_string(), hash);
        hash(&terms.number().to_le_bytes());
        hash(&shipper.number().to_le_bytes());
        hash(&carrier.number().to_le_bytes());
        let Carriage { traded, left, unnamed, failed, dues, units, milestones, .. } = self;
        let Failed { shipper, carrier } = failed;
        for count in [traded, left, unnamed, shipper, carrier] {
            hash(&count.to_le_bytes());
        }
        let Dues { call, cut_off, close } = dues;
        for at in [call, cut_off, close] {
            hash(&[u8::from(at.is_some())]);
            at.iter().for_each(|at| instant(*at, hash));
        }
        length(units.all().len(), hash);
        for Unit { number, quantity, out } in units.all() {
            text(number.as_str(), hash);
            hash(&quantity.to_le_bytes());
            hash(&[u8::from(*out)]);
        }
        length(milestones.records().len(), hash);
        for record in milestones.records() {
            record.digest(milestones.named(record), hash);
        }
    }
}

impl Record {
    fn digest(&self, named: &[u32], hash: &mut impl FnMut(&[u8])) {
        hash(&self.source.number().to_le_bytes());
        text(self.event.as_str(), hash);
        text(self.kind.as_str(), hash);
        text(self.place.as_ref().map_or("", |place| place.as_str()), hash);
        instant(self.occurred, hash);
        hash(&[u8::from(self.updated.is_some())]);
        instant(self.updated.unwrap_or_default(), hash);
        hash(&[u8::from(self.stands)]);
        length(named.len(), hash);
        named.iter().for_each(|unit| hash(&unit.to_le_bytes()));
    }
}

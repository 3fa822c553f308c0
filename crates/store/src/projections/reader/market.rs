//! Questions about who and what is listed, orders and trades.

use freight::{InstrumentCode, ParticipantCode, PlaceCode, ServiceCode};
use matching::{OrderId, TradeId};
use settlement::TermsId;

use engine::Sequence;

use super::{Page, Reader};
use crate::projections::ProjectionError;
use crate::projections::link::{Argument, whole};
use crate::projections::query;
use crate::projections::rows::{
    InstrumentRow, MemberRow, OrderRow, OrderState, PlaceRow, ServiceRow, TermsRow, TradeRow,
};

/// A code behind which a list goes on; nothing is before every code.
fn behind(code: Option<&str>) -> Argument {
    code.unwrap_or_default().into()
}

impl Reader {
    /// Members, by code.
    ///
    /// # Errors
    ///
    /// [`ProjectionError`].
    pub async fn members(
        &self,
        after: Option<ParticipantCode>,
        limit: u32,
    ) -> Result<Page<MemberRow>, ProjectionError> {
        let after = after.as_ref().map(ParticipantCode::as_str);
        self.page(&query::MEMBERS, vec![behind(after)], limit).await
    }

    /// Terms, by version.
    ///
    /// # Errors
    ///
    /// [`ProjectionError`].
    pub async fn terms(&self, after: Option<TermsId>, limit: u32) -> Result<Page<TermsRow>, ProjectionError> {
        let after = after.map_or(0, TermsId::number);
        self.page(&query::TERMS, vec![Argument::Whole(after.into())], limit).await
    }

    /// Places, by code.
    ///
    /// # Errors
    ///
    /// [`ProjectionError`].
    pub async fn places(
        &self,
        after: Option<PlaceCode>,
        limit: u32,
    ) -> Result<Page<PlaceRow>, ProjectionError> {
        self.page(&query::PLACES, vec![behind(after.as_ref().map(PlaceCode::as_str))], limit).await
    }

    /// Services, by code.
    ///
    /// # Errors
    ///
    /// [`ProjectionError`].
    pub async fn services(
        &self,
        after: Option<ServiceCode>,
        limit: u32,
    ) -> Result<Page<ServiceRow>, ProjectionError> {
        self.page(&query::SERVICES, vec![behind(after.as_ref().map(ServiceCode::as_str))], limit).await
    }

    /// Books, by code.
    ///
    /// # Errors
    ///
    /// [`ProjectionError`].
    pub async fn instruments(
        &self,
        after: Option<InstrumentCode>,
        limit: u32,
    ) -> Result<Page<InstrumentRow>, ProjectionError> {
        let after = after.as_ref().map(InstrumentCode::as_str);
        self.page(&query::INSTRUMENTS, vec![behind(after)], limit).await
    }

    /// An order.
    ///
    /// # Errors
    ///
    /// [`ProjectionError`].
    pub async fn order(&self, order: OrderId) -> Result<Option<OrderRow>, ProjectionError> {
        self.one(&query::ORDER, vec![Argument::Text(order.to_string())]).await
    }

    /// Orders of a member in the order in which they were placed, behind the record that placed one.
    ///
    /// # Errors
    ///
    /// [`ProjectionError`].
    pub async fn orders(
        &self,
        member: ParticipantCode,
        after: Sequence,
        limit: u32,
    ) -> Result<Page<OrderRow>, ProjectionError> {
        self.page(&query::ORDERS, vec![member.as_str().into(), after.into()], limit).await
    }

    /// The same, of those that wait in a book.
    ///
    /// # Errors
    ///
    /// [`ProjectionError`].
    pub async fn orders_open(
        &self,
        member: ParticipantCode,
        after: Sequence,
        limit: u32,
    ) -> Result<Page<OrderRow>, ProjectionError> {
        self.page(&query::ORDERS_OPEN, vec![member.as_str().into(), after.into()], limit).await
    }

    /// The same, of those that are so far.
    ///
    /// # Errors
    ///
    /// [`ProjectionError`].
    pub async fn orders_in(
        &self,
        state: OrderState,
        member: ParticipantCode,
        after: Sequence,
        limit: u32,
    ) -> Result<Page<OrderRow>, ProjectionError> {
        let arguments = vec![member.as_str().into(), after.into()];
        self.page_in(&query::ORDERS_IN_STATE, arguments, limit, &state).await
    }

    /// A trade.
    ///
    /// # Errors
    ///
    /// [`ProjectionError`].
    pub async fn trade(&self, trade: TradeId) -> Result<Option<TradeRow>, ProjectionError> {
        self.one(&query::TRADE, vec![whole(trade.number())]).await
    }

    /// All trades.
    ///
    /// # Errors
    ///
    /// [`ProjectionError`].
    pub async fn trades(
        &self,
        after: Option<TradeId>,
        limit: u32,
    ) -> Result<Page<TradeRow>, ProjectionError> {
        self.page(&query::TRADES, vec![number(after)], limit).await
    }

    /// Trades in a book.
    ///
    /// # Errors
    ///
    /// [`ProjectionError`].
    pub async fn trades_in(
        &self,
        instrument: InstrumentCode,
        after: Option<TradeId>,
        limit: u32,
    ) -> Result<Page<TradeRow>, ProjectionError> {
        let arguments = vec![instrument.as_str().into(), number(after)];
        self.page(&query::TRADES_OF_INSTRUMENT, arguments, limit).await
    }

    /// Trades of a member, on either side.
    ///
    /// # Errors
    ///
    /// [`ProjectionError`].
    pub async fn trades_of(
        &self,
        member: ParticipantCode,
        after: Option<TradeId>,
        limit: u32,
    ) -> Result<Page<TradeRow>, ProjectionError> {
        let arguments = vec![member.as_str().into(), number(after)];
        self.page(&query::TRADES_OF_MEMBER, arguments, limit).await
    }

    /// Trades of an order, whether it arrived or rested.
    ///
    /// # Errors
    ///
    /// [`ProjectionError`].
    pub async fn trades_of_order(
        &self,
        order: OrderId,
        after: Option<TradeId>,
        limit: u32,
    ) -> Result<Page<TradeRow>, ProjectionError> {
        let arguments = vec![Argument::Text(order.to_string()), number(after)];
        self.page(&query::TRADES_OF_ORDER, arguments, limit).await
    }
}

fn number(trade: Option<TradeId>) -> Argument {
    whole(trade.map_or(0, TradeId::number))
}

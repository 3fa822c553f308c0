//! Gauges: what `/metrics` shows, in the words of Prometheus.

use core::fmt;
use std::time::Duration;

use metrics::{counter, gauge, histogram, with_local_recorder};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle, PrometheusRecorder};
use sequencer::{Condition, Status};

/// The upper ends of the buckets in which latencies are counted, in seconds.
const BUCKETS: [f64; 12] = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0];

/// The counters of one desk; two desks in one process keep theirs apart.
pub(crate) struct Gauges {
    recorder: PrometheusRecorder,
    handle: PrometheusHandle,
}

impl fmt::Debug for Gauges {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Gauges")
    }
}

impl Gauges {
    /// Nothing was counted yet.
    pub(crate) fn new() -> Gauges {
        let latencies = Matcher::Full("laycan_request_seconds".to_owned());
        let builder = PrometheusBuilder::new().set_buckets_for_metric(latencies, &BUCKETS);
        let recorder = builder.expect("there are buckets").build_recorder();
        let handle = recorder.handle();
        Gauges { recorder, handle }
    }

    /// Counts an answer.
    pub(crate) fn answered(&self, method: &str, route: &str, status: u16, took: Duration) {
        let (method, route) = (method.to_owned(), route.to_owned());
        with_local_recorder(&self.recorder, || {
            histogram!("laycan_request_seconds", "method" => method.clone(), "route" => route.clone())
                .record(took);
            counter!("laycan_requests_total", "method" => method, "route" => route, "status" => status.to_string())
                .increment(1);
        });
    }

    /// Counts a reader of the stream that was cut off.
    pub(crate) fn cut_off(&self) {
        with_local_recorder(&self.recorder, || counter!("laycan_stream_cut_off_total").increment(1));
    }

    /// The text, with what is known of the writer, of the projections and of the stream.
    pub(crate) fn text(
        &self,
        status: &Status,
        decided: u64,
        readers: usize,
        projected: Option<u64>,
    ) -> String {
        with_local_recorder(&self.recorder, || {
            gauge!("laycan_sequence_decided").set(counted(decided));
            gauge!("laycan_sequence_durable").set(counted(status.durable.number()));
            gauge!("laycan_stream_readers").set(counted(readers as u64));
            if let Some(projected) = projected {
                gauge!("laycan_sequence_projected").set(counted(projected));
                let lag = status.durable.number().saturating_sub(projected);
                gauge!("laycan_projections_lag").set(counted(lag));
            }
            for (name, is) in [
                ("working", status.condition == Condition::Working),
                ("interrupted", matches!(status.condition, Condition::Interrupted(_))),
                ("lagging", matches!(status.condition, Condition::Lagging { .. })),
                ("stopping", status.condition == Condition::Stopping),
                ("ended", matches!(status.condition, Condition::Ended(_))),
            ] {
                gauge!("laycan_condition", "is" => name).set(counted(u64::from(is)));
            }
        });
        self.handle.run_upkeep();
        self.handle.render()
    }
}

/// A count as Prometheus has it; counts below 2^53 stay exact.
fn counted(count: u64) -> f64 {
    count as f64
}

//! Payment runs: the list, the files for the bank, and the results that the bank sends back.

use onward_domain::api::Page;
use onward_domain::api::payments::runs::{PaymentRunSummary, RunResults};
use onward_domain::ids::{AccountId, PaymentRunId};
use onward_domain::payment_runs::BankResult;

use crate::app::Error;
use crate::app::error::WrongField;
use crate::app::paging::Paging;
use crate::app::payments::due::Desk;
use crate::app::payments::run_step::{pointer, summary, workers_of};
use crate::app::validation::Fields;
use crate::bank_files;
use crate::clock::day_in_london;
use crate::db::Connection;
use crate::db::accounts::account_names;
use crate::db::payments::runs::{payment_runs_list, run_items_of};
use crate::words::sentence;

/// The most faults of a results file that are listed.
const MAX_FAULTS: usize = 100;

/// A results file as it was read: its results, or the faults of its lines (0 is the file as a whole).
pub struct ResultsFile(Result<Vec<BankResult>, Vec<bank_files::Fault>>);

impl ResultsFile {
    /// The CSV of a run with `status` and `reason` filled in.
    #[must_use]
    pub fn csv(bytes: &[u8]) -> Self {
        Self(bank_files::read_csv(bytes))
    }

    /// The bank's pain.002 about that run.
    #[must_use]
    pub fn pain002(run: PaymentRunId, bytes: &[u8]) -> Self {
        Self(bank_files::read_pain002(run, bytes))
    }
}

impl Desk<'_> {
    /// One page of the council's payment runs, newest first.
    pub fn runs(
        &self,
        connection: &mut Connection,
        paging: Paging,
    ) -> Result<Page<PaymentRunSummary>, Error> {
        let runs = payment_runs_list(connection, &self.account.authority, paging.after(), paging.rows())?;
        let Page { items: runs, next } = paging.page(runs, |run| run.id.clone());
        let ids: Vec<&str> = runs.iter().map(|run| run.id.as_str()).collect();
        let items = run_items_of(connection, &ids)?;
        let people: Vec<AccountId> = workers_of(&runs)?;
        let names = account_names(connection, &people)?;
        let summaries = runs.iter().map(|run| {
            let of_run = items.iter().filter(|item| item.payment_run_id == run.id);
            summary(run, &of_run.collect::<Vec<_>>(), &names)
        });
        Ok(Page { items: summaries.collect::<Result<_, _>>()?, next })
    }

    /// A released run as ISO 20022 pain.001.001.09. The download is audited.
    ///
    /// # Errors
    /// As [`Desk::outgoing`]; when the file can't be written.
    pub fn pain001(&self, connection: &mut Connection, id: PaymentRunId) -> Result<Vec<u8>, Error> {
        let (made_at, payments) = self.outgoing(connection, id, "pain001")?;
        let on = day_in_london(made_at);
        let file = bank_files::pain001(id, made_at, on, &self.pack.paying, &payments);
        Ok(file.map_err(Error::internal)?.into_bytes())
    }

    /// A released run as CSV. The download is audited.
    ///
    /// # Errors
    /// As [`Desk::pain001`].
    pub fn csv(&self, connection: &mut Connection, id: PaymentRunId) -> Result<Vec<u8>, Error> {
        let (_, payments) = self.outgoing(connection, id, "csv")?;
        bank_files::csv(&payments).map_err(Error::internal)
    }

    /// Does what a results file says, all of it or nothing.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such run, whatever the file says; [`Error::Invalid`] with the faults; as
    /// [`Desk::settle`].
    pub fn results(
        &self,
        connection: &mut Connection,
        id: PaymentRunId,
        file: &ResultsFile,
    ) -> Result<RunResults, Error> {
        let run = self.run(connection, id)?;
        let results = match &file.0 {
            Ok(results) => results,
            Err(faults) => {
                let mut fields = Fields::default();
                for (line, what) in faults {
                    fields.wrong(&pointer(*line), what.clone());
                }
                return Err(first_faults(fields.check().err().unwrap_or(Error::NotFound)));
            }
        };
        let lines = self.settle(connection, &run, results).map_err(first_faults)?;
        Ok(RunResults { lines, run: self.view(connection, id)? })
    }
}

/// Keeps the first [`MAX_FAULTS`] faults and counts the others.
fn first_faults(error: Error) -> Error {
    let Error::Invalid(mut wrong) = error else { return error };
    let more = wrong.len().saturating_sub(MAX_FAULTS);
    if more > 0 {
        wrong.truncate(MAX_FAULTS);
        let what = sentence("wrong-results-more").count("more", more);
        wrong.push(WrongField { pointer: pointer(0), what });
    }
    Error::Invalid(wrong)
}

//! Price histories by their ids.

use netprice::value::id::SeriesId;

use crate::catalog::Catalog;
use crate::error::CatalogError;
use crate::gpu_days;
use crate::hardware::PublishedSeries;

impl Catalog {
    /// A price history by its id: one of [`Hardware::series`](crate::hardware::Hardware::series), or a daily one; `None` for an unknown id.
    ///
    /// # Errors
    /// As [`Catalog::book`].
    pub fn series_of(&self, id: &SeriesId) -> Result<Option<&PublishedSeries>, CatalogError> {
        if let Some(series) = self.hardware()?.series_of(id) {
            return Ok(Some(series));
        }
        if !id.as_str().starts_with(gpu_days::PREFIX) {
            return Ok(None);
        }
        Ok(self.gpu_days()?.iter().find(|series| series.id == *id))
    }

    /// The daily prices of GPU hours: a series for each provider, GPU and way of buying.
    ///
    /// # Errors
    /// As [`Catalog::book`].
    ///
    /// ```
    /// let catalog = netprice_catalog::Catalog::published()?;
    /// let h100 = catalog.gpu_days()?.iter().filter(|series| series.gpu == "h100-sxm");
    /// assert!(h100.count() > 5);
    /// # Ok::<(), netprice_catalog::CatalogError>(())
    /// ```
    pub fn gpu_days(&self) -> Result<&[PublishedSeries], CatalogError> {
        self.read_gpu_days()
    }
}

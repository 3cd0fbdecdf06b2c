//! A scheduler and executors, each a process of this program.

use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use ballista_core::registry::BallistaFunctionRegistry;
use ballista_core::utils::default_session_builder;
use ballista_executor::executor_process::{ExecutorProcessConfig, start_executor_process};
use ballista_scheduler::cluster::BallistaCluster;
use ballista_scheduler::config::SchedulerConfig;
use ballista_scheduler::scheduler_process::start_server;
use netprice_datafusion::{Functions, Rater};
use tokio::net::TcpStream;
use tokio::process::{Child, Command};
use tokio::time::{sleep, timeout};

use crate::Failure;

/// The address of all processes.
pub const HOST: &str = "127.0.0.1";

const EXECUTORS: usize = 2;

/// How long the processes may take to listen.
const PATIENCE: Duration = Duration::from_secs(60);

/// The processes, which end when this is dropped.
pub struct Cluster {
    pub scheduler: u16,
    /// What each executor keeps of its tasks.
    pub work_folders: Vec<PathBuf>,
    _processes: Vec<Child>,
}

/// Reads the price book and the agreement that the folder holds, as each process does.
///
/// # Errors
/// Those of [`Rater::from_files`].
pub fn rater(folder: &Path) -> Result<Rater, Failure> {
    let (book, agreement) = (folder.join("book.json"), folder.join("agreement.json"));
    Ok(Rater::from_files(&book, Some(&agreement))?)
}

impl Cluster {
    /// Starts a scheduler and two executors with one task at a time each.
    ///
    /// # Errors
    /// A process that does not listen in time.
    pub async fn start(folder: &Path) -> Result<Self, Failure> {
        let scheduler = free_port()?;
        let port = scheduler.to_string();
        let mut processes = vec![process(folder, &["scheduler", &port])?];
        listening(scheduler).await?;
        let mut work_folders = Vec::new();
        for number in 1..=EXECUTORS {
            let (flight, grpc) = (free_port()?, free_port()?);
            let work = folder.join(format!("executor {number}"));
            std::fs::create_dir_all(&work)?;
            let path = work
                .to_str()
                .ok_or("a folder with a name in Unicode was expected")?;
            let ports = [flight.to_string(), grpc.to_string()];
            let role = ["executor", &port, &ports[0], &ports[1], path];
            processes.push(process(folder, &role)?);
            listening(flight).await?;
            work_folders.push(work);
        }
        Ok(Self {
            scheduler,
            work_folders,
            _processes: processes,
        })
    }
}

/// Runs as a scheduler until the process is ended.
///
/// # Errors
/// Those of Ballista.
pub async fn scheduler(folder: &Path, port: &str) -> Result<(), Failure> {
    let functions = Functions::of(rater(folder)?);
    let config = SchedulerConfig {
        bind_host: HOST.to_owned(),
        external_host: HOST.to_owned(),
        bind_port: port.parse()?,
        override_session_builder: Some(Arc::new(move |config| {
            let mut state = default_session_builder(config)?;
            functions.register(&mut state)?;
            Ok(state)
        })),
        ..SchedulerConfig::default()
    };
    let address: SocketAddr = format!("{HOST}:{port}").parse()?;
    let cluster = BallistaCluster::new_from_config(&config).await?;
    Ok(start_server(cluster, address, Arc::new(config)).await?)
}

/// Runs as an executor until the process is ended.
///
/// # Errors
/// Those of Ballista.
pub async fn executor(
    folder: &Path,
    [scheduler, flight, grpc, work]: [&str; 4],
) -> Result<(), Failure> {
    let functions = Functions::of(rater(folder)?);
    let mut registry = BallistaFunctionRegistry::default();
    let scalar = functions.scalar.into_iter();
    let scalar = scalar.map(|function| (function.name().to_owned(), function));
    registry.scalar_functions.extend(scalar);
    let aggregate = functions.aggregate.into_iter();
    let aggregate = aggregate.map(|function| (function.name().to_owned(), function));
    registry.aggregate_functions.extend(aggregate);
    let config = ExecutorProcessConfig {
        bind_host: HOST.to_owned(),
        external_host: Some(HOST.to_owned()),
        port: flight.parse()?,
        grpc_port: grpc.parse()?,
        scheduler_host: HOST.to_owned(),
        scheduler_port: scheduler.parse()?,
        scheduler_connect_timeout_seconds: 30,
        vcores: 1,
        work_dir: Some(work.to_owned()),
        override_function_registry: Some(Arc::new(registry)),
        ..ExecutorProcessConfig::default()
    };
    Ok(start_executor_process(Arc::new(config)).await?)
}

/// Starts this program in another role.
fn process(folder: &Path, role: &[&str]) -> Result<Child, Failure> {
    let mut command = Command::new(std::env::current_exe()?);
    command.arg(role[0]).arg(folder).args(&role[1..]);
    Ok(command.kill_on_drop(true).spawn()?)
}

/// A port of which nothing listens now.
fn free_port() -> Result<u16, Failure> {
    Ok(TcpListener::bind((HOST, 0))?.local_addr()?.port())
}

async fn listening(port: u16) -> Result<(), Failure> {
    let connected = async {
        while TcpStream::connect((HOST, port)).await.is_err() {
            sleep(Duration::from_millis(50)).await;
        }
    };
    let connected = timeout(PATIENCE, connected).await;
    connected.map_err(|_| format!("no process listens at {HOST}:{port} after {PATIENCE:?}").into())
}

# The robot (serve) and the Hub (hub) in a container: docker build -t robot . (docs/operations.md describes how to run it; compose.yaml runs both)
FROM mcr.microsoft.com/dotnet/sdk:10.0-noble AS build
WORKDIR /src
COPY global.json Directory.Build.props Directory.Build.targets Directory.Packages.props .editorconfig BannedSymbols.txt ./
COPY RobotFunctions.Core/RobotFunctions.Core.csproj RobotFunctions.Core/
COPY RobotFunctions.Keywords/RobotFunctions.Keywords.csproj RobotFunctions.Keywords/
COPY RobotFunctions.Simulator/RobotFunctions.Simulator.csproj RobotFunctions.Simulator/
COPY RobotFunctions.Hub/RobotFunctions.Hub.csproj RobotFunctions.Hub/
COPY RobotFunctions.Local/RobotFunctions.Local.csproj RobotFunctions.Local/
COPY RobotFunctions.Local/build RobotFunctions.Local/build
COPY RobotFunctions.Cli/RobotFunctions.Cli.csproj RobotFunctions.Cli/
RUN dotnet restore RobotFunctions.Cli -p:PublishReadyToRun=true
COPY samples samples
COPY RobotFunctions.Core RobotFunctions.Core
COPY RobotFunctions.Keywords RobotFunctions.Keywords
COPY RobotFunctions.Simulator RobotFunctions.Simulator
COPY RobotFunctions.Hub RobotFunctions.Hub
COPY RobotFunctions.Local RobotFunctions.Local
COPY RobotFunctions.Cli RobotFunctions.Cli
RUN dotnet publish RobotFunctions.Cli --configuration Release -p:PublishReadyToRun=true --no-restore --output /app \
    && mkdir /store

# No shell, no package manager, no root. "extra" has the time zones, which quiet hours need.
FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled-extra
COPY --from=build /app /app
COPY --from=build --chown=$APP_UID:$APP_UID /store /store
WORKDIR /app
USER $APP_UID

# Runs and payloads, and the Hub's SQLite file. If this folder is lost, the accepted requests are lost.
VOLUME /store
ENV Storage__Path=/store \
    HubServer__Database=/store/hub.db \
    DOTNET_EnableDiagnostics=0

# The robot listens on 8080. The Hub: docker run ... robot hub --urls http://*:8090, with --health-cmd "/app/robot health --url http://127.0.0.1:8090".
EXPOSE 8080 8090
HEALTHCHECK --interval=30s --timeout=10s --start-period=15s --retries=3 CMD ["/app/robot", "health"]

# Running steps may take 25 seconds to finish (serve --drain), more than Docker's default of 10: docker stop --time 40.
STOPSIGNAL SIGTERM
ENTRYPOINT ["/app/robot"]
CMD ["serve", "--urls", "http://*:8080"]

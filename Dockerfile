# The local host in a container: docker build -t robot . (docs/operations.md says how to run it)
FROM mcr.microsoft.com/dotnet/sdk:10.0-noble AS build
WORKDIR /src
COPY global.json Directory.Build.props Directory.Build.targets Directory.Packages.props .editorconfig BannedSymbols.txt ./
COPY RobotFunctions.Core/RobotFunctions.Core.csproj RobotFunctions.Core/
COPY RobotFunctions.Local/RobotFunctions.Local.csproj RobotFunctions.Local/
RUN dotnet restore RobotFunctions.Local -p:PublishReadyToRun=true
COPY samples samples
COPY RobotFunctions.Core RobotFunctions.Core
COPY RobotFunctions.Local RobotFunctions.Local
RUN dotnet publish RobotFunctions.Local --configuration Release -p:PublishReadyToRun=true --no-restore --output /app \
    && mkdir /store

# No shell, no package manager, no root.
FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled
COPY --from=build /app /app
COPY --from=build --chown=$APP_UID:$APP_UID /store /store
WORKDIR /app
USER $APP_UID

# The runs and payloads: whoever loses this folder loses what the robot accepted.
VOLUME /store
ENV Storage__Path=/store \
    DOTNET_EnableDiagnostics=0

EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=10s --start-period=15s --retries=3 CMD ["/app/robot", "health"]

# Running steps get 25 seconds to end (serve --drain), so give the container more than docker's 10: docker stop --time 40.
STOPSIGNAL SIGTERM
ENTRYPOINT ["/app/robot"]
CMD ["serve", "--urls", "http://*:8080"]

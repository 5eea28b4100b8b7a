using 'main.bicep'

// What differs between environments comes from the azd environment: azd env set NAME value.
param environmentName = readEnvironmentVariable('AZURE_ENV_NAME')
param location = readEnvironmentVariable('AZURE_LOCATION')
param operatorPrincipalId = readEnvironmentVariable(
  'ROBOT_OPERATORS_ID',
  readEnvironmentVariable('AZURE_PRINCIPAL_ID', '')
)
param alertEmail = readEnvironmentVariable('ROBOT_ALERT_EMAIL', '')
param networkIsolated = bool(readEnvironmentVariable('ROBOT_NETWORK_ISOLATED', 'false'))

// One or more robots, each with a unique name. The id is empty until the repository has issued it.
param robots = [
  {
    name: 'robot'
    id: readEnvironmentVariable('ROBOT_ID', '')
    secondarySecret: bool(readEnvironmentVariable('ROBOT_SECONDARY_SECRET', 'false'))
    settings: {
      Enhancer: readEnvironmentVariable('ROBOT_ENHANCER', 'toy')
      Version: readEnvironmentVariable('ROBOT_VERSION', '0.1.0')
    }
  }
]

param settings = {
  Repository__Url: readEnvironmentVariable('DESTINY_REPOSITORY_URL', 'https://api.evidence-repository.org')
  Polling__Enabled: readEnvironmentVariable('ROBOT_POLLS', 'true')
}
